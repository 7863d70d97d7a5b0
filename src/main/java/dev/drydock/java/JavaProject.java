package dev.drydock.java;

import dev.drydock.plan.Mapping.Choice;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The output of a module's build, and how it is to start.
 *
 * @param classes directory of class files and resources; need not exist
 * @param libraries in the order of the class path
 * @param archive jar or war of the module, or the folder a war would be packed from; need not exist unless the layout needs it
 * @param named whether the user names the archive, so that none is taken in its place
 * @param output the build's directory, {@code target}
 * @param root of the application in the image, absolute; "" for the usual
 * @param release of Java the code is for, such as 17
 * @param mainClass "" to find it
 * @param mainClassOrigin what names the main class, for messages
 * @param classPath put before everything else on it
 * @param leftOut patterns of the application's own files that the image is not to have
 */
@StartUp
public record JavaProject(
        Path classes,
        List<Library> libraries,
        Path archive,
        boolean named,
        Path output,
        Layout layout,
        String root,
        int release,
        List<String> jvmFlags,
        String mainClass,
        String mainClassOrigin,
        List<String> classPath,
        List<String> leftOut) {

    /**
     * The same files without those that are left out.
     *
     * @param classes prefix of what is on the class path in that tree, such as {@code WEB-INF/classes/}; patterns count from there, too
     */
    Choice own(Choice choice, String classes) {
        if (leftOut.isEmpty()) {
            return choice;
        }
        List<String> excludes = new ArrayList<>(choice.excludes());
        for (String pattern : leftOut) {
            excludes.add(pattern);
            if (!classes.isEmpty()) {
                excludes.add(classes + pattern);
            }
        }
        return new Choice(choice.includes(), excludes);
    }

    /** How the application lies in the image. */
    public enum Layout {
        /** Class files and resources as files. */
        EXPLODED,
        /** The module's own jar, beside those it depends on. */
        PACKAGED,
        /** An executable Spring Boot jar, unpacked into the layers its index names. */
        LAYERS,
        /** A web application for a servlet container, unpacked. */
        WAR,
        /** The war as it is, for the servlet container to unpack. */
        WAR_FILE,
        /** Quarkus' fast-jar. */
        QUARKUS
    }
}
