package dev.drydock.layer;

/** A layer on this machine, its bytes and its entries. */
public record IndexedLayer(LayerFile file, LayerIndex index) {}
