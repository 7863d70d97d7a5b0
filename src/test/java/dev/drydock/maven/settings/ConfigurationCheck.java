package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import java.util.Map;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The check of the plugin's configuration, for tests of other packages. */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /**
     * @param project what replaces expressions that are no properties
     * @throws BuildFailure for a configuration that a build would refuse
     */
    public static void check(Xpp3Dom configuration, ExpressionEvaluator project) {
        ConfigurationShapes.check(
                PomConfiguration.of(configuration, new Expressions(Map.of(), Map.of(), Map.of(), project)));
    }

    /** Whether a setting has an element of this name. */
    public static boolean knows(String element) {
        return Vocabulary.find(element) != null;
    }
}
