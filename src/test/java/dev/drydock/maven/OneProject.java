package dev.drydock.maven;

import java.io.File;
import java.util.Map;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.jspecify.annotations.Nullable;

/** An evaluator that knows a project 1.0 and nothing else. */
public final class OneProject implements ExpressionEvaluator {

    private static final Map<String, Object> KNOWN = Map.of(
            "${project.version}",
            "1.0",
            "${project.artifactId}",
            "app",
            "${project.basedir}",
            new File("/srv/project"),
            "${project}",
            new Object(),
            "${settings.offline}",
            false);

    @Override
    public @Nullable Object evaluate(String expression) {
        return KNOWN.get(expression);
    }

    @Override
    public File alignToBaseDirectory(File file) {
        return file;
    }
}
