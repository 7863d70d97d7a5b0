package dev.drydock.maven.jib;

import com.google.cloud.tools.jib.maven.extension.JibMavenPluginExtension;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.maven.settings.ExtensionSettings;
import dev.drydock.maven.settings.XmlElement;
import java.io.File;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Optional;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.converters.composite.ObjectWithFieldsConverter;
import org.codehaus.plexus.component.configurator.converters.lookup.DefaultConverterLookup;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;

/**
 * {@code <configuration>} of an extension, as an object of the class that the extension asks for. Maven's own converters fill its
 * fields, as they fill those of a goal. With Jib the element has to name the class; here that is possible, but not needed.
 */
final class ExtensionConfiguration {

    private static final String IMPLEMENTATION = "implementation";

    private ExtensionConfiguration() {}

    /** @param base of relative paths */
    static <T> Optional<T> of(JibMavenPluginExtension<T> extension, ExtensionSettings configured, Path base) {
        XmlElement written = configured.configuration();
        if (written == null) {
            return Optional.empty();
        }
        Optional<Class<T>> type = extension.getExtraConfigType();
        if (type.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "The extension " + configured.implementation() + " has no <configuration>",
                    "Remove the element; perhaps the extension takes <properties>.");
        }
        Class<? extends T> wanted = type(type.get(), written, configured);
        try {
            Constructor<? extends T> constructor = wanted.getDeclaredConstructor();
            constructor.setAccessible(true);
            T configuration = constructor.newInstance();
            new ObjectWithFieldsConverter()
                    .processConfiguration(
                            new DefaultConverterLookup(),
                            configuration,
                            wanted.getClassLoader(),
                            plexus(written),
                            new Replaced(base));
            return Optional.of(configuration);
        } catch (ComponentConfigurationException | ReflectiveOperationException e) {
            throw BuildFailure.ofBuild(
                    "<configuration> of the extension " + configured.implementation() + ": " + Cause.of(e),
                    "See the elements that the extension's documentation has.");
        }
    }

    private static <T> Class<? extends T> type(Class<T> type, XmlElement written, ExtensionSettings configured) {
        String named = written.attributes().get(IMPLEMENTATION);
        if (named == null) {
            return type;
        }
        try {
            return Class.forName(named, true, type.getClassLoader()).asSubclass(type);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw BuildFailure.ofBuild(
                    "<configuration implementation=\"" + named + "\"> is not what the extension "
                            + configured.implementation() + " takes",
                    "Write " + type.getName() + ", or leave the attribute away.");
        }
    }

    private static DefaultPlexusConfiguration plexus(XmlElement element) {
        var plexus = new DefaultPlexusConfiguration(element.name(), element.text());
        element.attributes().forEach(plexus::setAttribute);
        for (XmlElement child : element.children()) {
            plexus.addChild(plexus(child));
        }
        return plexus;
    }

    /** Expressions were replaced when the POM was read. */
    private record Replaced(Path base) implements ExpressionEvaluator {
        @Override
        public Object evaluate(String expression) {
            return expression;
        }

        @Override
        public File alignToBaseDirectory(File file) {
            return base.resolve(file.toPath()).toFile();
        }
    }
}
