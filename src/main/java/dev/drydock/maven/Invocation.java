package dev.drydock.maven;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.execution.scope.MojoExecutionScoped;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** The Maven around one execution of a goal. */
@Named
@MojoExecutionScoped
final class Invocation {

    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution execution;
    private final SettingsDecrypter decrypter;

    @Inject
    Invocation(MavenSession session, MavenProject project, MojoExecution execution, SettingsDecrypter decrypter) {
        this.session = session;
        this.project = project;
        this.execution = execution;
        this.decrypter = decrypter;
    }

    /** Also warns of {@code -Ddrydock.…} that mean nothing. */
    Settings settings(Log log) {
        Vocabulary vocabulary = Vocabulary.of(execution.getMojoDescriptor().getPluginDescriptor());
        Map<String, String> user = map(session.getUserProperties());
        user.keySet().forEach(name -> vocabulary.complaint(name).ifPresent(log::warn));
        return new Settings(
                vocabulary,
                new Settings.Sources(
                        user,
                        PomConfiguration.of(session, project, execution),
                        map(session.getSystemProperties()),
                        map(project.getProperties()),
                        base(),
                        log::debug));
    }

    MavenProject project() {
        return project;
    }

    /** Whether there is a POM; without one Maven makes do with a project of no meaning. */
    boolean hasPom() {
        return project.getFile() != null;
    }

    /** The folder of the POM, or the one Maven was started in. */
    Path base() {
        return hasPom()
                ? project.getBasedir().toPath()
                : Path.of(session.getExecutionRootDirectory()).toAbsolutePath().normalize();
    }

    /** Where results go, {@code target/drydock}. */
    Path output() {
        Path target = hasPom() ? Path.of(project.getBuild().getDirectory()) : base().resolve("target");
        return target.resolve("drydock");
    }

    boolean offline() {
        return session.isOffline();
    }

    /** Whether several modules may be built at the same time. */
    boolean parallel() {
        return session.getRequest().getDegreeOfConcurrency() > 1;
    }

    /** Whether a person may be looking on: not with {@code -B}. */
    boolean interactive() {
        return session.getSettings().isInteractiveMode();
    }

    /** A variable of the environment Maven was started in. */
    Optional<String> environment(String variable) {
        return Optional.ofNullable(session.getSystemProperties().getProperty("env." + variable))
                .filter(value -> !value.isEmpty());
    }

    Path userHome() {
        return Path.of(session.getSystemProperties().getProperty("user.home"));
    }

    RegistrySettings registries() {
        return new RegistrySettings(session.getSettings(), decrypter);
    }

    private static Map<String, String> map(@Nullable Properties properties) {
        Map<String, String> out = new TreeMap<>();
        if (properties != null) {
            properties.stringPropertyNames().forEach(name -> out.put(name, properties.getProperty(name)));
        }
        return out;
    }
}
