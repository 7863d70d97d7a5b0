package dev.drydock.maven.session;

import dev.drydock.registry.credential.GoogleCredentials;
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
 *
 * @param notes of the run, for which there is one class loader
 * @param project whose plugin repositories are asked
 */
record JibCore(
        Map<String, Object> notes,
        MavenProject project,
        RepositorySystemSession repositories,
        ProjectDependenciesResolver resolver)
        implements GoogleCredentials.Library {

    static final String GROUP = "com.google.cloud.tools";
    static final String NAME = "jib-core";
    static final String VERSION = "0.28.1";

    private static final String NOTE = "drydock.jib-core";

    @Override
    public ClassLoader classes() throws IOException {
        synchronized (JibCore.class) {
            if (notes.get(NOTE) instanceof ClassLoader known) {
                return known;
            }
            ClassLoader made = new URLClassLoader(NAME, resolve(), ClassLoader.getPlatformClassLoader());
            notes.put(NOTE, made);
            return made;
        }
    }

    private URL[] resolve() throws IOException {
        List<URL> files = new ArrayList<>();
        try {
            var request = new DefaultDependencyResolutionRequest(asking(), repositories);
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
        return files.toArray(new URL[0]);
    }

    /** Maven's resolver works for projects. */
    private MavenProject asking() {
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
