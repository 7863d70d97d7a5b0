package dev.drydock.maven.session;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.RepositorySystemSession;

/**
 * jib-core and the thirty libraries it needs, fetched from the repositories that the project has its plugins from, the first time
 * they are asked for; see the decision "registry-credential-helpers". They see the JDK and nothing of Maven or of this plugin.
 */
final class JibCore {

    static final String GROUP = "com.google.cloud.tools";
    static final String NAME = "jib-core";
    static final String VERSION = "0.28.1";

    private static final String NOTE = "drydock.jib-core";

    private JibCore() {}

    /**
     * The same class loader for all of a run.
     *
     * @param notes of the run
     * @throws IOException if they cannot be resolved, for the user to read
     */
    static synchronized ClassLoader classes(
            Map<String, Object> notes,
            MavenProject project,
            RepositorySystemSession repositories,
            ProjectDependenciesResolver resolver)
            throws IOException {
        if (notes.get(NOTE) instanceof ClassLoader known) {
            return known;
        }
        List<URL> files = new ArrayList<>();
        try {
            var request = new DefaultDependencyResolutionRequest(asking(project), repositories);
            for (var library : resolver.resolve(request).getResolvedDependencies()) {
                files.add(library.getArtifact().getFile().toURI().toURL());
            }
        } catch (DependencyResolutionException e) {
            throw new IOException(
                    "jib-core " + VERSION
                            + ", which gets the token from Google, cannot be fetched from Maven's repositories: "
                            + e.getMessage(),
                    e);
        }
        ClassLoader made = new URLClassLoader(NAME, files.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        notes.put(NOTE, made);
        return made;
    }

    /** Maven's resolver works for projects. */
    private static MavenProject asking(MavenProject project) {
        Dependency jib = new Dependency();
        jib.setGroupId(GROUP);
        jib.setArtifactId(NAME);
        jib.setVersion(VERSION);
        jib.setScope("runtime");
        MavenProject asking = new MavenProject();
        asking.setGroupId("dev.drydock");
        asking.setArtifactId("credentials");
        asking.setVersion("1");
        asking.setDependencies(List.of(jib));
        asking.setRemoteArtifactRepositories(project.getPluginArtifactRepositories());
        return asking;
    }
}
