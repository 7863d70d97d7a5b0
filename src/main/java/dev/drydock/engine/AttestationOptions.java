package dev.drydock.engine;

import dev.drydock.startup.StartUp;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents that a build makes about its image.
 *
 * @param sbom formats of its bill of materials; none for no bill
 * @param place where the attestations go in the registry and in the layout
 * @param signing who signs them, and the image; null for nobody
 */
@StartUp
public record AttestationOptions(
        Set<SbomFormat> sbom,
        ProvenanceDetail provenance,
        Place place,
        @Nullable SigningOptions signing) {

    public static final AttestationOptions NONE =
            new AttestationOptions(EnumSet.noneOf(SbomFormat.class), ProvenanceDetail.NONE, Place.REFERRERS);

    /** A format of bills of materials. */
    public enum SbomFormat {
        /** CycloneDX 1.6 as JSON. */
        CYCLONEDX,
        /** SPDX 2.3 as JSON. */
        SPDX
    }

    /** How much is told of how an image was made. */
    public enum ProvenanceDetail {
        NONE,
        /** Without values of build arguments. */
        MIN,
        MAX
    }

    /** Where attestations are found. */
    public enum Place {
        /** Manifests that have the image as their subject; the image stays as it is. */
        REFERRERS,
        /** Further manifests of the image's index, which there then is for one platform too. */
        INDEX
    }

    /** Unsigned. */
    public AttestationOptions(Set<SbomFormat> sbom, ProvenanceDetail provenance, Place place) {
        this(sbom, provenance, place, null);
    }

    public AttestationOptions {
        sbom = Set.copyOf(sbom);
    }

    /** Whether there is nothing to be made. */
    public boolean isEmpty() {
        return sbom.isEmpty() && provenance == ProvenanceDetail.NONE && signing == null;
    }
}
