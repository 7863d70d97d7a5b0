package dev.drydock.sandbox.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A command line of an engine that is a shell script: notes what it is asked and answers as a test wants. */
record FakeEngine(Path directory) {

    static FakeEngine in(Path directory) throws IOException {
        return new FakeEngine(Files.createDirectories(directory));
    }

    /** @param script of the shell, with the arguments in {@code "$@"} */
    FakeEngine answers(String name, String script) throws IOException {
        Path program = directory.resolve(name);
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >> " + directory + "/asked\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    Map<String, String> environment() {
        return Map.of("PATH", directory.toString());
    }

    List<String> asked() throws IOException {
        Path asked = directory.resolve("asked");
        return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    }
}
