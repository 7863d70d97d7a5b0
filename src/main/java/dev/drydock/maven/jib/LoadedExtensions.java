package dev.drydock.maven.jib;

import com.google.cloud.tools.jib.maven.extension.JibMavenPluginExtension;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.maven.session.Invocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * The extensions among the plugin's dependencies, found as Jib finds them: first as components of Maven's container, which has
 * what they want injected, then as services.
 */
record LoadedExtensions(List<JibMavenPluginExtension<?>> all) {

    static LoadedExtensions of(Invocation here) {
        List<JibMavenPluginExtension<?>> all = new ArrayList<>();
        for (JibMavenPluginExtension<?> component : here.components(JibMavenPluginExtension.class)) {
            all.add(component);
        }
        try {
            for (JibMavenPluginExtension<?> service :
                    ServiceLoader.load(JibMavenPluginExtension.class, JibMavenPluginExtension.class.getClassLoader())) {
                all.add(service);
            }
        } catch (ServiceConfigurationError e) {
            throw BuildFailure.ofBuild(
                    "An extension of Jib among the plugin's dependencies cannot be loaded: " + Cause.of(e),
                    "Take a version of it that fits, or remove it from <dependencies> of drydock-maven-plugin.");
        } catch (LinkageError e) {
            throw incomplete("of Jib among the plugin's dependencies", e);
        }
        return new LoadedExtensions(Collections.unmodifiableList(all));
    }

    JibMavenPluginExtension<?> find(String name) {
        Set<String> others = new TreeSet<>();
        for (JibMavenPluginExtension<?> each : all) {
            if (each.getClass().getName().equals(name)) {
                return each;
            }
            others.add(each.getClass().getName());
        }
        throw BuildFailure.ofBuild(
                "<implementation>" + name
                        + "</implementation>: there is no such extension among the plugin's dependencies"
                        + (others.isEmpty() ? "" : ", but " + String.join(", ", others)),
                "Add the artifact that has it to the <dependencies> of drydock-maven-plugin, as it was among those of"
                        + " jib-maven-plugin.");
    }

    /** Extensions count on libraries that Jib itself happens to use. */
    static BuildFailure incomplete(String extension, LinkageError error) {
        return BuildFailure.ofBuild(
                "The extension " + extension + " needs a class that is not there: "
                        + String.valueOf(error.getMessage()).replace('/', '.'),
                "Jib has libraries that Drydock has not. Add the one with that class to the <dependencies> of"
                        + " drydock-maven-plugin: com.google.guava:guava for com.google.common,"
                        + " com.google.cloud.tools:jib-core for com.google.cloud.tools.jib,"
                        + " org.apache.maven.resolver:maven-resolver-util for org.eclipse.aether.util.");
    }
}
