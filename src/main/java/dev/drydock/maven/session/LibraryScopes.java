package dev.drydock.maven.session;

import dev.drydock.startup.StartUp;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/** The scopes of the dependencies that an application has with it when it runs. */
@StartUp
enum LibraryScopes {

    /** Those of Maven's class path for a run. */
    RUN(Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME, Artifact.SCOPE_SYSTEM)),

    /** Those of an executable jar of Spring Boot, for there is no server beside it that would provide anything. */
    EXECUTABLE_JAR(
            Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME, Artifact.SCOPE_SYSTEM, Artifact.SCOPE_PROVIDED));

    private final Set<String> scopes;

    LibraryScopes(Set<String> scopes) {
        this.scopes = scopes;
    }

    static LibraryScopes of(MavenProject project) {
        return project.getPlugin(ModuleLibraries.SPRING_BOOT) == null ? RUN : EXECUTABLE_JAR;
    }

    boolean has(String scope) {
        return scopes.contains(scope);
    }

    /** Whether the file is on a class path: no sources, no POM that only says what to build before. */
    boolean has(Artifact artifact) {
        return has(artifact.getScope()) && artifact.getArtifactHandler().isAddedToClasspath();
    }

    /** Whether Maven may have resolved all others without it: only the module itself can have dependencies of these scopes. */
    boolean hasApart(Dependency declared) {
        String scope = declared.getScope();
        boolean apart = Artifact.SCOPE_SYSTEM.equals(scope) || Artifact.SCOPE_PROVIDED.equals(scope);
        return apart && has(scope);
    }
}
