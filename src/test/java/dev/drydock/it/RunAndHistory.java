package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

public final class RunAndHistory {

    private RunAndHistory() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1)).contains("hello world from 65534 in /srv beside built");
        List<String> table = log.run(1).stream()
                .dropWhile(line -> !line.startsWith("[INFO] CREATED "))
                .toList();
        assertThat(table.get(1)).contains("CMD [\"world\" \"0\"]");
        assertThat(table).anyMatch(line -> line.contains("RUN /bin/sh -c echo built > /made"));
        assertThat(log.run(2))
                .contains("hello moon from 65534 in /srv beside built")
                .anyMatch(line -> line.startsWith("[ERROR]") && line.contains("The container ended with exit code 3"));
    }
}
