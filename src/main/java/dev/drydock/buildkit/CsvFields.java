package dev.drydock.buildkit;

import java.util.StringJoiner;

/** Fields {@code name=value} of one argument, as Go's {@code encoding/csv} reads them (RFC 4180). */
final class CsvFields {

    private final StringJoiner line = new StringJoiner(",");

    CsvFields with(String name, String value) {
        String field = name + "=" + value;
        boolean plain = field.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        line.add(plain ? field : '"' + field.replace("\"", "\"\"") + '"');
        return this;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
