package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${…}</code> as Maven does in parameters it injects: by things of Maven such as {@code project.version} and
 * {@code settings.localRepository}, else by properties of the user, of the system ({@code env.NAME} among them) or of the
 * project. Expressions in their values are replaced in turn. An expression that stands for nothing stays, and is reported;
 * <code>$${…}</code> becomes <code>${…}</code>; every other <code>$</code> is left alone, so that shells get theirs.
 */
@StartUp
public final class Expressions {

    /**
     * A text without expressions.
     *
     * @param unknown what stood for nothing, without <code>${</code> and <code>}</code>; it is still in the text
     */
    record Replaced(String text, List<String> unknown) {

        /** Whether nothing is left to say: the text was one expression, and that stands for nothing. */
        boolean isNothing() {
            return unknown.size() == 1 && text.equals("${" + unknown.get(0) + "}");
        }
    }

    private static final String OPEN = "${";

    private final Map<String, String> user;
    private final Map<String, String> system;
    private final Map<String, String> project;
    private final ExpressionEvaluator maven;

    /** @param maven asked for what is no property */
    public Expressions(
            Map<String, String> user,
            Map<String, String> system,
            Map<String, String> project,
            ExpressionEvaluator maven) {
        this.user = user;
        this.system = system;
        this.project = project;
        this.maven = maven;
    }

    /** @throws BuildFailure if a property is defined by itself */
    Replaced replace(String text) {
        return replace(text, true);
    }

    /** For what must not be touched where it comes from, such as a password in the environment: values are taken as they are. */
    Replaced replaceOnce(String text) {
        return replace(text, false);
    }

    /** The value of what stands between <code>${</code> and <code>}</code>; empty if it stands for nothing. */
    Optional<String> value(String expression) {
        Replaced found = replace(OPEN + expression + "}");
        return found.isNothing() ? Optional.empty() : Optional.of(found.text());
    }

    private Replaced replace(String text, boolean again) {
        if (!text.contains(OPEN)) {
            return new Replaced(text, List.of());
        }
        List<String> unknown = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        append(text, again, out, unknown, new ArrayList<>());
        return new Replaced(out.toString(), unknown);
    }

    /** @param within the properties whose values are being replaced */
    private void append(String text, boolean again, StringBuilder out, List<String> unknown, List<String> within) {
        int done = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, done)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            boolean literal = open > done && text.charAt(open - 1) == '$';
            out.append(text, done, literal ? open - 1 : open);
            String expression = text.substring(open + OPEN.length(), close);
            if (literal || !appendValue(expression, again, out, unknown, within)) {
                out.append(text, open, close + 1);
                if (!literal) {
                    unknown.add(expression);
                }
            }
            done = close + 1;
        }
        out.append(text, done, text.length());
    }

    /** Returns whether there was anything to append. */
    private boolean appendValue(
            String expression, boolean again, StringBuilder out, List<String> unknown, List<String> within) {
        String property = property(expression);
        if (property != null && again && property.contains(OPEN)) {
            if (within.contains(expression)) {
                throw BuildFailure.ofBuild(
                        "The property " + expression + " is defined by itself: " + String.join(" -> ", within) + " -> "
                                + expression,
                        "Give one of them a value without the others.");
            }
            within.add(expression);
            append(property, true, out, unknown, within);
            within.remove(within.size() - 1);
            return true;
        }
        String value = property != null && property.contains(OPEN) ? property : ofMaven(expression);
        if (value == null) {
            value = property;
        }
        out.append(value == null ? "" : value);
        return value != null;
    }

    private @Nullable String property(String name) {
        for (Map<String, String> properties : List.of(user, system, project)) {
            String value = properties.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Asked only what it can know: shells write other things between braces, and parts of those would be taken for Maven's. */
    private @Nullable String ofMaven(String expression) {
        if (!isPath(expression)) {
            return null;
        }
        try {
            Object value = maven.evaluate(OPEN + expression + "}");
            return isText(value) ? value.toString() : null;
        } catch (ExpressionEvaluationException e) {
            return null; // it has no such part, or none that can be had
        }
    }

    private static boolean isPath(String expression) {
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (!Character.isLetterOrDigit(c) && "._-[]()".indexOf(c) < 0) {
                return false;
            }
        }
        return !expression.isEmpty();
    }

    /** As Maven does not inject a project where a text is expected. */
    private static boolean isText(@Nullable Object value) {
        return value instanceof CharSequence
                || value instanceof File
                || value instanceof Path
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Date;
    }
}
