package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.logging.AbstractLogger;
import org.codehaus.plexus.logging.Logger;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The binding of goals to phases, and the warning of a deployment that will fail before the push. */
class BindGoalsTest {

    private static final String DEPLOY = "<plugin><groupId>org.apache.maven.plugins</groupId>"
            + "<artifactId>maven-deploy-plugin</artifactId><configuration>@</configuration><executions><execution>"
            + "<phase>#</phase><goals><goal>deploy</goal></goals></execution></executions></plugin>";

    private final List<String> warnings = new ArrayList<>();

    @Test
    void buildAndPushAreBoundUnlessTheProjectHasDoneSo() throws Exception {
        MavenProject project = project(
                "",
                "",
                "<executions><execution><id>own</id><goals><goal>push</goal></goals>" + "</execution></executions>");
        bind(List.of("package"), "", project);
        assertThat(project.getPlugin(BindGoals.PLUGIN).getExecutions())
                .extracting(PluginExecution::getId)
                .containsExactly("own", "drydock-build");
    }

    /** Columns: goals, properties of the user, elements of the project, configuration and phase of maven-deploy-plugin. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deploy | '' | '' | '' | deploy | true",
                "clean deploy | '' | '' | <skip>false</skip> | '' | true",
                "package | '' | '' | '' | deploy | false",
                "deploy | maven.deploy.skip=true | '' | '' | deploy | false",
                "deploy | maven.deploy.skip=false | '' | '' | deploy | true",
                "deploy | altDeploymentRepository=a::b | '' | '' | deploy | false",
                "deploy | '' | <properties><maven.deploy.skip>true</maven.deploy.skip></properties> | '' | deploy |"
                        + " false",
                "deploy | '' | <distributionManagement><repository><id>a</id></repository></distributionManagement> |"
                        + " '' | deploy | false",
                "deploy | '' |"
                        + " <distributionManagement><snapshotRepository><id>a</id></snapshotRepository></distributionManagement>"
                        + " | '' | deploy | true",
                "deploy | '' | '' | <skip>true</skip> | deploy | false",
                "deploy | '' | '' | <altDeploymentRepository>a::b</altDeploymentRepository> | deploy | false",
                "deploy | '' | '' | '' | none | false",
            })
    void aDeploymentOfTheArtifactThatWillFailBeforeThePushIsTold(
            String goals, String user, String elements, String configuration, String phase, boolean told)
            throws Exception {
        String deploy = DEPLOY.replace("@", configuration)
                .replace("<phase>#</phase>", phase.isEmpty() ? "" : "<phase>" + phase + "</phase>");
        bind(Arrays.asList(goals.split(" ")), user, project(elements, deploy, ""), project(elements, deploy, ""));
        assertThat(warnings).hasSize(told ? 1 : 0);
        assertThat(warnings).allMatch(warning -> warning.contains("-Dmaven.deploy.skip"));
    }

    @Test
    void nothingIsToldOfAProjectWithoutThePluginsExtensions() throws Exception {
        MavenProject project = project("", DEPLOY.replace("@", "").replace("#", "deploy"), "");
        project.getPlugin(BindGoals.PLUGIN).setExtensions(false);
        bind(List.of("deploy"), "", project);
        assertThat(warnings).isEmpty();
        assertThat(project.getPlugin(BindGoals.PLUGIN).getExecutions()).isEmpty();
    }

    private static MavenProject project(String elements, String plugins, String executions) throws Exception {
        Model model = new MavenXpp3Reader()
                .read(new StringReader(
                        "<project><groupId>it</groupId><artifactId>app</artifactId><version>1.0</version>"
                                + elements + "<build><plugins>" + plugins
                                + "<plugin><groupId>dev.drydock</groupId><artifactId>drydock-maven-plugin</artifactId>"
                                + "<extensions>true</extensions>" + executions
                                + "</plugin></plugins></build></project>"));
        return new MavenProject(model);
    }

    @SuppressWarnings("deprecation") // the constructor Maven's own tests use
    private void bind(List<String> goals, String user, MavenProject... projects) {
        var request = new DefaultMavenExecutionRequest();
        request.setGoals(goals);
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty(user.replaceFirst("=.*", ""), user.replaceFirst(".*=", ""));
        }
        request.setUserProperties(properties);
        var session = new MavenSession(
                null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
        session.setProjects(List.of(projects));
        var binding = new BindGoals();
        binding.enableLogging(new Warnings());
        binding.afterProjectsRead(session);
    }

    private final class Warnings extends AbstractLogger {

        private Warnings() {
            super(Logger.LEVEL_WARN, "");
        }

        @Override
        public void debug(String message, Throwable cause) {}

        @Override
        public void info(String message, Throwable cause) {}

        @Override
        public void warn(String message, Throwable cause) {
            warnings.add(message);
        }

        @Override
        public void error(String message, Throwable cause) {}

        @Override
        public void fatalError(String message, Throwable cause) {}

        @Override
        public Logger getChildLogger(String name) {
            return this;
        }
    }
}
