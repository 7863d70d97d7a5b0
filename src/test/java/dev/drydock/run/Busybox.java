package dev.drydock.run;

import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A small root to run things on: the host's static busybox, a user database and the directories one expects. */
final class Busybox {

    static final Path PROGRAM = Path.of("/bin/busybox");
    static final Instant OLD = Instant.parse("2001-02-03T04:05:06Z");

    private static final String PASSWD = """
            root:x:0:0:root:/root:/bin/sh
            daemon:x:1:1:daemon:/usr/sbin:/bin/false
            web:x:1000:1001:Web:/home/web:/bin/sh
            """;
    private static final String GROUP = """
            root:x:0:
            wheel:x:10:root,web
            web:x:1001:
            www:x:1002:web
            """;

    private Busybox() {}

    /** A layer made entry by entry. */
    interface Content {
        void addTo(LayerWriter layer) throws IOException;
    }

    static LayerFile layer(Path directory, Content content) throws IOException {
        try (var writer = new LayerWriter(directory, Compression.GZIP)) {
            content.addTo(writer);
            return file(writer.finish());
        }
    }

    static LayerFile file(WrittenLayer written) {
        return new LayerFile(written.layer(), written.file());
    }

    static LayerFile base(Path directory) throws IOException {
        return layer(directory, layer -> {
            for (String path :
                    List.of("bin", "dev", "etc", "home", "home/web", "proc", "root", "sys", "tmp", "usr", "var")) {
                boolean web = path.equals("home/web");
                layer.add(TarEntry.directory(
                        path, path.equals("tmp") ? 01777 : 0755, web ? 1000 : 0, web ? 1001 : 0, OLD));
            }
            try (InputStream program = Files.newInputStream(PROGRAM)) {
                layer.add(TarEntry.file("bin/busybox", 0755, 0, 0, Files.size(PROGRAM), OLD), program);
            }
            for (String applet : List.of(
                    "cat",
                    "chmod",
                    "chown",
                    "cp",
                    "dd",
                    "echo",
                    "env",
                    "false",
                    "hostname",
                    "id",
                    "ifconfig",
                    "kill",
                    "ln",
                    "ls",
                    "mkdir",
                    "mkfifo",
                    "mknod",
                    "mount",
                    "mv",
                    "nc",
                    "nproc",
                    "printf",
                    "ps",
                    "pwd",
                    "readlink",
                    "rm",
                    "rmdir",
                    "sed",
                    "sh",
                    "sleep",
                    "stat",
                    "sync",
                    "touch",
                    "true",
                    "truncate",
                    "umount",
                    "unshare",
                    "wc",
                    "yes")) {
                layer.add(TarEntry.symlink("bin/" + applet, "busybox", 0, 0, OLD));
            }
            text(layer, "etc/passwd", PASSWD);
            text(layer, "etc/group", GROUP);
        });
    }

    static void text(LayerWriter layer, String path, String content) throws IOException {
        byte[] bytes = content.getBytes();
        layer.add(TarEntry.file(path, 0644, 0, 0, bytes.length, OLD), new ByteArrayInputStream(bytes));
    }
}
