package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.maven.OneProject;
import dev.drydock.maven.settings.ConfigurationCheck;
import java.io.StringReader;
import java.util.Set;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Reader;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;

/** A piece of a POM or of {@code settings.xml}, of any size. */
final class XmlSnippet {

    /** Elements of Maven's that a snippet may begin with, and that hold nothing of Drydock's. */
    private static final Set<String> MAVEN = Set.of(
            "project",
            "settings",
            "servers",
            "server",
            "proxies",
            "proxy",
            "properties",
            "dependency",
            "dependencies",
            "modules",
            "distributionManagement",
            "build",
            "plugins",
            "plugin",
            "profile",
            "pluginGroups",
            "parent");

    private final String text;
    private final Xpp3Dom root;

    private XmlSnippet(String text, Xpp3Dom root) {
        this.text = text;
        this.root = root;
    }

    static XmlSnippet of(String text) throws Exception {
        String body = text.replaceFirst("^<\\?xml[^>]*>", "");
        return new XmlSnippet(text, Xpp3DomBuilder.build(new StringReader("<snippet>" + body + "</snippet>")));
    }

    /** @throws Exception or an assertion's error for what Maven or Drydock would refuse */
    void check() throws Exception {
        assertThat(root.getChildCount()).as("elements").isPositive();
        Xpp3Dom loose = new Xpp3Dom("configuration");
        for (Xpp3Dom child : root.getChildren()) {
            String name = child.getName();
            if (name.equals("project")) {
                new MavenXpp3Reader().read(new StringReader(text), true);
            } else if (name.equals("settings")) {
                new SettingsXpp3Reader().read(new StringReader(text), true);
            }
            if (name.equals("configuration")) {
                configuration(child);
            } else if (name.equals("executions")) {
                executions(child);
            } else if (MAVEN.contains(name)) {
                plugins(child);
            } else {
                loose.addChild(child);
            }
        }
        configuration(loose);
    }

    private static void plugins(Xpp3Dom element) {
        Xpp3Dom artifact = element.getChild("artifactId");
        if (element.getName().equals("plugin")
                && artifact != null
                && artifact.getValue().equals("drydock-maven-plugin")) {
            configuration(element.getChild("configuration"));
            executions(element.getChild("executions"));
        }
        for (Xpp3Dom child : element.getChildren()) {
            plugins(child);
        }
    }

    private static void executions(Xpp3Dom executions) {
        if (executions == null) {
            return;
        }
        for (Xpp3Dom execution : executions.getChildren("execution")) {
            configuration(execution.getChild("configuration"));
            for (Xpp3Dom goal : execution.getChild("goals").getChildren()) {
                assertThat(Commands.mistakes("mvn drydock:" + goal.getValue())).isEmpty();
            }
        }
    }

    private static void configuration(Xpp3Dom configuration) {
        if (configuration != null) {
            ConfigurationCheck.check(configuration, new OneProject());
        }
    }
}
