package dev.drydock.maven.artifacts;

import dev.drydock.image.Digest;
import dev.drydock.io.DigestingInput;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** The files that hold the application of a module: its artifact as it is in the build's folder, and the jar of Quarkus' fast-jar. */
final class OwnFiles {

    private final List<Path> files = new ArrayList<>();

    /** @throws IOException if the folder of Quarkus cannot be listed */
    OwnFiles(MavenProject project) throws IOException {
        Artifact main = project.getArtifact();
        if (main != null && main.getFile() != null) {
            files.add(main.getFile().toPath());
        }
        Path target = Path.of(project.getBuild().getDirectory());
        files.add(target.resolve(project.getBuild().getFinalName() + ".jar"));
        files.add(target.resolve(project.getBuild().getFinalName() + ".war"));
        Path quarkus = target.resolve("quarkus-app").resolve("app");
        if (Files.isDirectory(quarkus)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(quarkus, "*.jar")) {
                for (Path jar : jars) {
                    files.add(jar);
                }
            }
        }
    }

    boolean contain(Digest sha256, long size) throws IOException {
        for (Path file : files) {
            if (Files.isRegularFile(file)
                    && Files.size(file) == size
                    && Digest.ofSha256(DigestingInput.hash(file, Digest.newSha256()))
                            .equals(sha256)) {
                return true;
            }
        }
        return false;
    }
}
