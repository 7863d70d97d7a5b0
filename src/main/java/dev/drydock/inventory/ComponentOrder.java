package dev.drydock.inventory;

import java.util.Comparator;

/** By kind, group, name, version and place. */
final class ComponentOrder implements Comparator<Component> {

    @Override
    public int compare(Component a, Component b) {
        int order = a.kind().compareTo(b.kind());
        order = order != 0 ? order : a.software().group().compareTo(b.software().group());
        order = order != 0 ? order : a.name().compareTo(b.name());
        order = order != 0 ? order : a.version().compareTo(b.version());
        return order != 0 ? order : a.path().compareTo(b.path());
    }
}
