package dev.drydock.maven.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/** The execution of a goal among the others of this plugin in a run of Maven. */
public final class GoalOrder {

    private final MavenSession session;
    private final MavenProject project;
    private final MojoExecution execution;

    GoalOrder(MavenSession session, MavenProject project, MojoExecution execution) {
        this.session = session;
        this.project = project;
        this.execution = execution;
    }

    /** Names this execution in its project among all of the run. */
    public String key() {
        return key(project, execution.getExecutionId());
    }

    /** The {@link #key()} of every execution of a goal that is bound in some module of this run. */
    public Set<String> keys(String goal) {
        Set<String> keys = new HashSet<>();
        String plugin = execution.getPlugin().getKey();
        for (MavenProject each : session.getProjects()) {
            Plugin declared = each.getBuild().getPluginsAsMap().get(plugin);
            if (declared != null) {
                declared.getExecutions().stream()
                        .filter(bound -> bound.getGoals().contains(goal) && !"none".equals(bound.getPhase()))
                        .forEach(bound -> keys.add(key(each, bound.getId())));
            }
        }
        return keys;
    }

    /** Whether the goal, which belongs to {@code deploy} unless bound otherwise, comes later for this project in this run. */
    public boolean has(String goal) {
        List<String> asked = session.getGoals();
        for (String each : asked) {
            if (isOurs(each, goal)) {
                return true;
            }
        }
        Plugin declared =
                project.getBuild().getPluginsAsMap().get(execution.getPlugin().getKey());
        if (declared != null) {
            for (PluginExecution bound : declared.getExecutions()) {
                if (bound.getGoals().contains(goal)
                        && (asked.contains(bound.getPhase())
                                || asked.contains("deploy") && !"none".equals(bound.getPhase()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether this goal was named on the command line and the other one directly behind it. */
    public boolean hasNext(String goal) {
        List<String> asked = session.getGoals();
        boolean direct = execution.getSource() == MojoExecution.Source.CLI;
        for (int i = 0; direct && i + 1 < asked.size(); i++) {
            if (isOurs(asked.get(i), execution.getGoal()) && isOurs(asked.get(i + 1), goal)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the goal named on the command line, {@code drydock:push} or with all coordinates, is this plugin's. */
    private boolean isOurs(String named, String goal) {
        String prefix = execution.getMojoDescriptor().getPluginDescriptor().getGoalPrefix();
        return named.equals(prefix + ":" + goal)
                || named.endsWith(":" + goal) && named.contains(":" + execution.getArtifactId() + ":");
    }

    private static String key(MavenProject project, String execution) {
        return project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion() + "/" + execution;
    }

    /**
     * Maven tells a goal that the site plugin executes as a report of the site plugin's execution, whose configuration is not meant.
     *
     * @param key group and name of this plugin, with a colon between them
     * @return an execution of this plugin's goal
     */
    static MojoExecution report(MojoExecution execution, MavenProject project, String key) {
        if (execution.getPlugin().getKey().equals(key)) {
            return execution;
        }
        Plugin own = project.getBuild().getPluginsAsMap().get(key);
        if (own == null) {
            own = new Plugin();
            own.setGroupId(key.substring(0, key.indexOf(':')));
            own.setArtifactId(key.substring(key.indexOf(':') + 1));
        }
        var plugin = new PluginDescriptor();
        plugin.setGroupId(own.getGroupId());
        plugin.setArtifactId(own.getArtifactId());
        plugin.setVersion(own.getVersion());
        plugin.setPlugin(own);
        var goal = new MojoDescriptor();
        goal.setPluginDescriptor(plugin);
        goal.setGoal(execution.getGoal());
        return new MojoExecution(goal, execution.getExecutionId());
    }
}
