package dev.drydock.layer;

import java.util.List;

/**
 * The entries of a layer's tar, without the content.
 *
 * @param entries in the order of the tar; a later entry of one name replaces an earlier one
 * @param whiteouts paths of lower layers that this layer removes
 * @param opaques directories whose lower content this layer hides; "" for the root
 */
public record LayerListing(List<IndexEntry> entries, List<String> whiteouts, List<String> opaques) {}
