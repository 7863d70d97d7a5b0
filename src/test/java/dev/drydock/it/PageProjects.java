package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The projects that pages of the documentation have their readers make. */
public final class PageProjects {

    /** A comment with the name of a file, and the block below it. */
    private static final Pattern FILE =
            Pattern.compile("<!-- file: (\\S+) -->\\n+```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

    private PageProjects() {}

    public static void setup(Path project) throws IOException {
        writeTo(project, project.resolve("../../../src/site/markdown"));
    }

    /** Each in a folder of its own. */
    public static void writeTo(Path folder, Path pages) throws IOException {
        for (String page : List.of("getting-started", "dockerfile", "multi-module")) {
            Matcher file = FILE.matcher(Files.readString(pages.resolve(page + ".md")));
            while (file.find()) {
                Path target = folder.resolve(file.group(1));
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.group(2));
            }
        }
    }

    public static void verify(Path project) throws IOException {
        BuiltImage hello = BuiltImage.in(project.resolve("hello"));
        assertThat(hello.names()).containsExactly("team/hello:1.0");
        assertThat(hello.config().exposedPorts()).containsExactly("8080/tcp");
        assertThat(hello.file("app/classes/com/example/Hello.class")).isNotNull();

        BuiltImage orders = BuiltImage.in(project.resolve("shop/orders"));
        assertThat(orders.names()).containsExactly("team/orders:1.0");
        assertThat(orders.config().exposedPorts()).containsExactly("8080/tcp");
        assertThat(orders.config().labels()).containsEntry("team", "shop");
        assertThat(orders.file("app/libs/api-1.0.jar")).isNotNull();
        assertThat(BuiltImage.existsIn(project.resolve("shop/api"))).isFalse();
        assertThat(BuiltImage.existsIn(project.resolve("shop"))).isFalse();

        assertThat(InvokerLog.of(project).run(3)).anyMatch(line -> line.endsWith("Dockerfile: no warnings"));
    }
}
