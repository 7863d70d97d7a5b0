package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.KernelException;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;

/** Owners and devices as an image has them, whether or not the kernel lets us have them. */
public interface FileOwners {

    /** Those the kernel knows. */
    FileOwners REAL = new FileOwners() {
        @Override
        public FileStatus of(Directory directory, String name, FileStatus status) {
            return status;
        }

        @Override
        public void set(Directory directory, String name, long uid, long gid) throws IOException {
            directory.setOwner(name, uid, gid);
        }

        @Override
        public void makeDevice(Directory directory, String name, int mode, int major, int minor) throws IOException {
            directory.makeNode(name, mode, major, minor);
        }
    };

    /**
     * The file as the image has it.
     *
     * @param status of the file as the kernel has it
     */
    FileStatus of(Directory directory, String name, FileStatus status) throws IOException;

    /** As {@link Directory#setOwner}. */
    void set(Directory directory, String name, long uid, long gid) throws IOException;

    /** @param mode type and permissions */
    void makeDevice(Directory directory, String name, int mode, int major, int minor) throws IOException;

    /**
     * Recorded ones, where there is but one user.
     *
     * @param table of files that can have no attribute
     */
    static FileOwners recordedIn(OwnerTable table) {
        return new FileOwners() {
            @Override
            public FileStatus of(Directory directory, String name, FileStatus status) throws IOException {
                var owner = status.isRegular() || status.isDirectory()
                        ? directory
                                .xattr(name, Owner.ATTRIBUTE)
                                .map(Owner::parse)
                                .orElse(null)
                        : null;
                var known = owner == null ? table.find(status.inode(), status.born()) : owner;
                return (known == null ? Owner.ROOT : known).of(status);
            }

            @Override
            public void set(Directory directory, String name, long uid, long gid) throws IOException {
                // Takes away what a change of owner takes away.
                directory.setOwner(name, 0, 0);
                record(directory, name, Owner.of((int) uid, (int) gid));
            }

            @Override
            public void makeDevice(Directory directory, String name, int mode, int major, int minor)
                    throws IOException {
                directory
                        .file(name, OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.NEW, mode & 07777)
                        .close();
                record(directory, name, new Owner(0, 0, mode & FileStatus.TYPE, major, minor));
            }

            private void record(Directory directory, String name, Owner owner) throws IOException {
                var before =
                        directory.xattr(name, Owner.ATTRIBUTE).map(Owner::parse).orElse(Owner.ROOT);
                var all = owner.type() == 0 ? before.with(owner.uid(), owner.gid()) : owner;
                try {
                    if (!all.isDefault()) {
                        directory.setXattr(name, Owner.ATTRIBUTE, all.encode());
                    } else if (!before.isDefault()) {
                        directory.removeXattr(name, Owner.ATTRIBUTE);
                    }
                } catch (KernelException e) {
                    if (e.errno() != Errno.EPERM && e.errno() != Errno.EOPNOTSUPP) {
                        throw e;
                    }
                    var status = directory.status(name);
                    table.record(status.inode(), status.born(), all);
                }
            }
        };
    }
}
