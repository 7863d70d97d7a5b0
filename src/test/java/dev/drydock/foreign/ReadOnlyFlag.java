package dev.drydock.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;

/** The attributes of a file as Windows lets them be changed. */
record ReadOnlyFlag(ForeignFileSystem system, Path real, LinkOption... options) implements DosFileAttributeView {

    @Override
    public String name() {
        return "dos";
    }

    @Override
    public DosFileAttributes readAttributes() throws IOException {
        return WindowsAttributes.of(real, system.troubles.readOnly().contains(real), options);
    }

    @Override
    public void setReadOnly(boolean value) throws IOException {
        if (value) {
            system.troubles.readOnly().add(real.toRealPath(LinkOption.NOFOLLOW_LINKS));
        } else {
            system.troubles.readOnly().remove(real.toRealPath(LinkOption.NOFOLLOW_LINKS));
        }
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) throws IOException {
        Files.getFileAttributeView(real, BasicFileAttributeView.class, options).setTimes(modified, accessed, created);
    }

    @Override
    public void setHidden(boolean value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setSystem(boolean value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setArchive(boolean value) {
        throw new UnsupportedOperationException();
    }
}
