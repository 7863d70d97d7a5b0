package dev.drydock.push;

import dev.drydock.engine.source.RegistryImages;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.Reference;
import dev.drydock.sharedcache.SharedCache;
import dev.drydock.solve.SolvedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which repositories have layers of an image already, so that a push need not send them. */
public record LayerOrigins(RegistryImages images, SharedCache shared) {

    public Map<Digest, List<Reference>> of(SolvedImage image) {
        Map<Digest, List<Reference>> origins = new HashMap<>();
        BaseImage base = image.base();
        Set<Digest> ofBase = new HashSet<>();
        if (base != null) {
            for (Layer layer : base.layers()) {
                ofBase.add(layer.blob().digest());
            }
        }
        for (Layer layer : image.layers()) {
            Digest blob = layer.blob().digest();
            List<Reference> all = new ArrayList<>();
            if (base != null && ofBase.contains(blob)) {
                all.addAll(images.origins(base, blob));
            }
            all.addAll(shared.places(blob));
            if (!all.isEmpty()) {
                origins.put(blob, List.copyOf(all));
            }
        }
        return origins;
    }

    /** The base the image was made from; null if that has no name in a registry. */
    @Nullable
    public Reference base(SolvedImage image) {
        BaseImage base = image.base();
        return base == null || images.isOfLayout(base) ? null : base.reference();
    }
}
