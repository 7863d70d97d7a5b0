package dev.drydock.maven;

import dev.drydock.maven.settings.ConfigurationShapes;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.codehaus.plexus.component.configurator.ComponentConfigurator;
import org.codehaus.plexus.component.configurator.ConfigurationListener;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Fills no field of a goal, since nobody reads them: {@link Settings} looks values up. Maven's own way would convert the
 * configuration to the fields' types first, and what does not fit would be refused in its words before {@link ConfigurationShapes}
 * has a say in ours. Named by the goals, and found by Maven through {@code META-INF/plexus/components.xml}.
 */
@StartUp
final class LeaveFieldsAlone implements ComponentConfigurator {

    /** The role hint in {@code components.xml}. */
    static final String HINT = "drydock";

    @Override
    public void configureComponent(Object goal, PlexusConfiguration configuration, ClassRealm realm) {}

    @Override
    public void configureComponent(
            Object goal, PlexusConfiguration configuration, ExpressionEvaluator evaluator, ClassRealm realm) {}

    @Override
    public void configureComponent(
            Object goal,
            PlexusConfiguration configuration,
            ExpressionEvaluator evaluator,
            ClassRealm realm,
            ConfigurationListener listener) {}
}
