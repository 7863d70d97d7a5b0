package dev.drydock.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** The attributes that Windows tells of a file: no mode, no key; another file has another time of creation. */
record WindowsAttributes(BasicFileAttributes real, FileTime creationTime, boolean isReadOnly)
        implements DosFileAttributes {

    static WindowsAttributes of(Path real, boolean readOnly, LinkOption... options) throws IOException {
        long inode = (long) Files.getAttribute(real, "unix:ino", options);
        return new WindowsAttributes(
                Files.readAttributes(real, BasicFileAttributes.class, options),
                FileTime.from(1_000_000_000 + inode, TimeUnit.SECONDS),
                readOnly);
    }

    @Override
    public FileTime lastModifiedTime() {
        return real.lastModifiedTime();
    }

    @Override
    public FileTime lastAccessTime() {
        return real.lastAccessTime();
    }

    @Override
    public boolean isRegularFile() {
        return real.isRegularFile();
    }

    @Override
    public boolean isDirectory() {
        return real.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
        return real.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
        return real.isOther();
    }

    @Override
    public long size() {
        return real.size();
    }

    @Override
    public Object fileKey() {
        return null;
    }

    @Override
    public boolean isHidden() {
        return false;
    }

    @Override
    public boolean isArchive() {
        return false;
    }

    @Override
    public boolean isSystem() {
        return false;
    }
}
