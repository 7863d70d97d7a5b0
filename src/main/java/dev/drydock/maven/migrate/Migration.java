package dev.drydock.maven.migrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/** The words in which a goal says what the configuration of another plugin is for us. */
public final class Migration {

    public static final String JIB = "com.google.cloud.tools:jib-maven-plugin";
    public static final String DMP = "io.fabric8:docker-maven-plugin";

    private static final Set<String> RUN_TIME =
            Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME, Artifact.SCOPE_SYSTEM);

    private Migration() {}

    /**
     * Messages for the log; the element to copy is one of several lines.
     *
     * @param key of the other plugin, {@link #JIB} or {@link #DMP}
     * @param base the folder of the POM
     * @param properties of the user, the system and the project together
     * @param version of this plugin
     * @param notes of the run, by which what another module has is not printed again
     * @return empty if the project does not name the other plugin
     */
    public static List<String> messages(
            String key,
            MavenProject project,
            Path base,
            Map<String, String> properties,
            String version,
            Map<String, Object> notes) {
        Optional<OtherConfiguration> other = OtherConfiguration.of(project, key);
        if (other.isEmpty()) {
            return List.of();
        }
        Facts facts = new Facts(
                project.getGroupId(),
                project.getArtifactId(),
                project.getVersion(),
                project.getPackaging(),
                base,
                Path.of(project.getBuild().getDirectory()),
                project.getBuild().getFinalName(),
                properties,
                direct(project));
        Converted converted = key.equals(JIB)
                ? FromJib.convert(other.get().configuration(), other.get().dependencies(), facts)
                : FromDmp.convert(other.get().configuration(), facts);
        String end = System.lineSeparator();
        String plugin = String.join(end, converted.plugin(version));
        Object same = notes.putIfAbsent("drydock.migration " + plugin, facts.artifactId());
        if (same != null && !same.equals(facts.artifactId())) {
            return List.of("The configuration of " + facts.artifactId() + " is that of " + same + ", printed above");
        }
        List<String> messages = new ArrayList<>();
        messages.add(key + " of " + facts.artifactId() + " is, for Drydock:" + end + end + plugin + end);
        messages.add(
                "Expressions such as ${project.version} were replaced by Maven: put them back where you want them.");
        other.get().bound().forEach(each -> messages.add("- " + each));
        if (converted.told().isEmpty()) {
            messages.add("Everything has a counterpart.");
        } else {
            messages.add("Besides:");
        }
        converted.told().forEach(each -> messages.add("- " + each));
        return messages;
    }

    private static List<String> direct(MavenProject project) {
        List<String> direct = new ArrayList<>();
        for (Dependency each : project.getDependencies()) {
            String scope = each.getScope() == null ? Artifact.SCOPE_COMPILE : each.getScope();
            if (RUN_TIME.contains(scope)) {
                direct.add(each.getGroupId() + ":" + each.getArtifactId());
            }
        }
        return direct;
    }
}
