package dev.drydock.maven;

import dev.drydock.maven.migrate.Migration;
import dev.drydock.maven.session.Invocation;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Prints what the configuration of {@code jib-maven-plugin} in the POM, and properties such as {@code -Djib.to.image}, are for
 * Drydock: an element to copy into the POM, and a list of what has no counterpart. Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "from-jib", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class FromJibMojo extends MigrationMojo {

    @Inject
    FromJibMojo(Invocation invocation) {
        super(invocation, Migration.JIB);
    }
}
