package dev.drydock.dockerfile;

import dev.drydock.dockerfile.lint.LintReport;
import dev.drydock.failure.BuildFailure;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.StringJoiner;

/** Dockerfiles, failures and warnings as lines of text, for comparison with expected files. */
public final class Printed {

    private Printed() {}

    static String parsed(byte[] bytes) {
        try {
            return file(Dockerfile.parse("Dockerfile", bytes));
        } catch (BuildFailure failure) {
            return failure(failure);
        }
    }

    static String file(Dockerfile file) {
        var out = new StringBuilder();
        out.append(value(file.directives())).append('\n');
        for (var instruction : file.instructions()) {
            out.append(instruction(instruction)).append('\n');
        }
        return out.toString();
    }

    static String instruction(Instruction instruction) {
        var statement = instruction.statement();
        var range = statement.range();
        var out = new StringBuilder();
        out.append(range.first()).append('-').append(range.last()).append(' ').append(quoted(statement.text()));
        if (!statement.comments().isEmpty()) {
            out.append(" below ").append(value(statement.comments()));
        }
        return out.append("\n    ").append(value(instruction)).toString();
    }

    static String failure(BuildFailure failure) {
        return failure.getMessage() + "\nhint: " + failure.hint() + "\n";
    }

    public static String report(LintReport report) {
        var out = new StringBuilder();
        for (var warning : report.warnings()) {
            var range = warning.range();
            out.append(range.first()).append('-').append(range.last()).append(' ');
            out.append(warning.rule().id())
                    .append(": ")
                    .append(warning.message())
                    .append('\n');
        }
        return out.append(report.error() ? "as errors\n" : "").toString();
    }

    private static String value(Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof List<?> list) {
            var out = new StringJoiner(", ", "[", "]");
            list.forEach(element -> out.add(value(element)));
            return out.toString();
        }
        if (!(value instanceof Record)) {
            return String.valueOf(value);
        }
        var out = new StringJoiner(" ", value.getClass().getSimpleName() + "(", ")");
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = read(component, value);
            if (!(part instanceof Statement) && !isNothing(part)) {
                out.add(component.getName() + "=" + value(part));
            }
        }
        return out.toString();
    }

    private static boolean isNothing(Object part) {
        return part == null || part.equals(false) || part.equals(List.of());
    }

    private static Object read(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '"', '\\' -> out.append('\\').append(c);
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
