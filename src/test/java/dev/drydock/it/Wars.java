package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Platform;
import dev.drydock.layer.FileTree;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

public final class Wars {

    private static final String ROOT = "usr/local/tomcat/webapps/ROOT";

    private Wars() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        Path web = project.resolve("web");
        assertThat(log.executed(1)).containsExactly("root", "dependencies", "modules", "resources", "classes");
        BuiltImage image = BuiltImage.in(web);
        for (String file : new String[] {
            "WEB-INF/lib/jspecify-1.0.0.jar",
            "WEB-INF/lib/lib-1.0-SNAPSHOT.jar",
            "WEB-INF/web.xml",
            "WEB-INF/classes/log.properties",
            "WEB-INF/classes/web/Hello.class",
            "index.html"
        }) {
            assertThat(image.file(ROOT + "/" + file)).as(file).isNotNull();
        }
        assertThat(image.file(ROOT + "/WEB-INF/lib/jakarta.servlet-api-6.0.0.jar"))
                .isNull();
        assertThat(image.config().cmd()).containsExactly("catalina.sh", "run");
        FileTree.Node webapps = Objects.requireNonNull(image.file("usr/local/tomcat/webapps"));
        assertThat(webapps.entry().mode()).isEqualTo(0755);

        assertThat(log.executed(2)).isEmpty();
        assertThat(built(log, 2)).isEqualTo(built(log, 1));

        assertThat(log.executed(3)).contains("application").doesNotContain("classes");
        OciLayout packed = OciLayout.open(web.resolve("target/packed"));
        assertThat(packed.image("", Platform.current()).parsedConfig().cmd()).containsExactly("catalina.sh", "run");
    }

    /** The line about the image of the application, up to its digest. */
    private static String built(InvokerLog log, int run) {
        return log.run(run).stream()
                .filter(line -> line.contains("Built web:1.0-SNAPSHOT"))
                .map(line -> line.replaceFirst("(sha256:\\w+).*", "$1"))
                .findFirst()
                .orElse("not built in run " + run);
    }
}
