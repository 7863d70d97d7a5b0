package dev.drydock.maven;

import dev.drydock.maven.migrate.Migration;
import dev.drydock.maven.session.Invocation;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Prints what the configuration of {@code docker-maven-plugin} (io.fabric8) in the POM, and properties such as {@code
 * -Ddocker.registry}, are for Drydock: an element to copy into the POM, and a list of what has no counterpart. Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "from-dmp", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class FromDmpMojo extends MigrationMojo {

    @Inject
    FromDmpMojo(Invocation invocation) {
        super(invocation, Migration.DMP);
    }
}
