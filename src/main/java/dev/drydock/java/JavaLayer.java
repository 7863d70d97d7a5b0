package dev.drydock.java;

import dev.drydock.plan.Mapping;
import dev.drydock.startup.StartUp;
import java.util.List;

/**
 * Files that change together.
 *
 * @param name as history tells it
 * @param into absolute directory in the image
 */
@StartUp
public record JavaLayer(String name, String into, List<Mapping> files) {}
