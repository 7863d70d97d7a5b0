package dev.drydock.frontend;

import dev.drydock.dockerfile.lint.LintInputs;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Base images as the build checks want to know them. */
final class LintBases implements LintInputs.Bases {

    private final NamedRoots roots;
    private final Platform target;

    LintBases(NamedRoots roots, Platform target) {
        this.roots = roots;
        this.target = target;
    }

    @Override
    public LintInputs.@Nullable Base find(String image, String platform) {
        NamedRoot root;
        try {
            root = roots.find(image, platform.isEmpty() ? target : Platform.parse(platform));
        } catch (InstructionProblem | IllegalArgumentException unknown) {
            // Checks go on without what cannot be had; whether the image is there at all is the build's business.
            return null;
        }
        if (!(root instanceof NamedRoot.Image found)) {
            return new LintInputs.Base(StartConfig.ofNothing(target).env(), false, List.of(), "");
        }
        ImageConfig config = found.image().config();
        Platform made = config.platform();
        return new LintInputs.Base(
                StartConfig.of(config).env(),
                !config.shell().isEmpty(),
                config.onBuild(),
                made.os().isEmpty() || made.architecture().isEmpty() ? "" : made.toString());
    }
}
