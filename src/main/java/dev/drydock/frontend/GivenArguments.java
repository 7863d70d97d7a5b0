package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The build arguments a user gives, against those a Dockerfile declares. */
final class GivenArguments {

    /** Options of the frontend that are spelled as arguments. */
    private static final String OPTION = "BUILDKIT_";

    private GivenArguments() {}

    /**
     * Warns of arguments that change nothing: no ARG of the file declares them, also in stages that are not needed, and they
     * are none that are known without.
     *
     * @param triggered names that ARG triggers of base images declare
     */
    static void tellOfUnused(DockerfileRequest request, Set<String> triggered, List<String> warnings) {
        if (request.buildArgs().isEmpty()) {
            return;
        }
        Set<String> declared = new HashSet<>(triggered);
        declared.addAll(GlobalArguments.predefined(request).keySet());
        declared.add(SourceDateEpoch.NAME);
        Dockerfile file = request.dockerfile();
        addDeclared(file.globalArgs(), declared);
        for (Stage stage : file.stages()) {
            addDeclared(stage.instructions(), declared);
        }
        List<String> unused = new ArrayList<>();
        for (String name : new TreeSet<>(request.buildArgs().keySet())) {
            if (!declared.contains(name) && !name.startsWith(OPTION) && !GlobalArguments.isProxy(name)) {
                unused.add(name);
            }
        }
        if (!unused.isEmpty()) {
            warnings.add("One or more build arguments were not consumed, because no ARG declares them: "
                    + String.join(", ", unused));
        }
    }

    static void addDeclared(List<? extends Instruction> instructions, Set<String> names) {
        for (Instruction instruction : instructions) {
            if (instruction instanceof Instruction.Arg arg) {
                for (Instruction.Arg.Declaration declaration : arg.declarations()) {
                    names.add(declaration.name());
                }
            }
        }
    }
}
