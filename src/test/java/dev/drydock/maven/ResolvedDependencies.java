package dev.drydock.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.project.DependencyResolutionResult;
import org.eclipse.aether.graph.DefaultDependencyNode;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;

/** The answer of Maven's resolver when it finds all that was asked for, none needed by another. */
public record ResolvedDependencies(List<Dependency> found) implements DependencyResolutionResult {

    @Override
    public DependencyNode getDependencyGraph() {
        List<DependencyNode> nodes = new ArrayList<>();
        for (Dependency dependency : found) {
            nodes.add(new DefaultDependencyNode(dependency));
        }
        var root = new DefaultDependencyNode((Dependency) null);
        root.setChildren(nodes);
        return root;
    }

    @Override
    public List<Dependency> getDependencies() {
        return found;
    }

    @Override
    public List<Dependency> getResolvedDependencies() {
        return found;
    }

    @Override
    public List<Dependency> getUnresolvedDependencies() {
        return List.of();
    }

    @Override
    public List<Exception> getCollectionErrors() {
        return List.of();
    }

    @Override
    public List<Exception> getResolutionErrors(Dependency dependency) {
        return List.of();
    }
}
