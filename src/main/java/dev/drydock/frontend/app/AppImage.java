package dev.drydock.frontend.app;

import dev.drydock.frontend.BaseImages;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.plan.StageBase;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image described without a Dockerfile.
 *
 * @param file where the description stands, for messages
 * @param parts what is put on the base, in this order
 * @param starts whether containers of it are to start something
 * @param needs paths in the image without which they could not, a missing one to be warned of
 */
@StartUp
public record AppImage(String file, Base from, List<Part> parts, Config config, boolean starts, List<String> needs) {

    public AppImage {
        parts = List.copyOf(parts);
        needs = List.copyOf(needs);
    }

    /** The same with other parts. */
    public AppImage withParts(List<Part> others) {
        return new AppImage(file, from, others, config, starts, needs);
    }

    public AppImage withFrom(Base other) {
        return new AppImage(file, other, parts, config, starts, needs);
    }

    public AppImage withConfig(Config other) {
        return new AppImage(file, from, parts, other, starts, needs);
    }

    /** This image without a part that cannot be made. */
    AppImage without(Part part, Part.Without without) {
        List<Part> others = new ArrayList<>(parts);
        others.remove(part);
        return new AppImage(file, from, others, config.withEntrypoint(without.entrypoint()), starts, needs);
    }

    /** The base that the image starts from. */
    public sealed interface Base {

        /**
         * Looks it up.
         *
         * @throws dev.drydock.failure.BuildFailure if there is no such image
         */
        StageBase find(BaseImages images, Platform platform);

        /** Nothing. */
        record Scratch() implements Base {
            @Override
            public StageBase find(BaseImages images, Platform platform) {
                return new StageBase.Scratch();
            }
        }

        /** An image by its name. */
        record Named(Reference reference) implements Base {
            @Override
            public StageBase find(BaseImages images, Platform platform) {
                return new StageBase.Image(images.find(reference, platform));
            }
        }

        /**
         * An image another module of the same build has made.
         *
         * @param path of its layout
         */
        record Layout(String path) implements Base {
            @Override
            public StageBase find(BaseImages images, Platform platform) {
                return new StageBase.Image(images.findInLayout(path, platform));
            }
        }
    }

    /** Something that makes a layer. */
    public sealed interface Part {

        /** Calls the visitor's method for this kind of part. */
        void accept(Visitor visitor);

        /** One method a kind of part. */
        interface Visitor {
            void visit(Files files);

            void visit(Command command);

            void visit(Program program);

            void visit(Recorded recorded);
        }

        /**
         * Files, from the tree that whoever solves the plan knows as the context of this name.
         *
         * @param into absolute; links in it are followed in the image
         * @param owner name or number, with a group or without; "" is root
         */
        record Files(String name, String into, String owner, Origin origin) implements Part {

            public Files(String name, String into, String owner) {
                this(name, into, owner, Origin.MODULE);
            }

            @Override
            public void accept(Visitor visitor) {
                visitor.visit(this);
            }
        }

        /** Where files come from. */
        enum Origin {
            /** Made by the module's build. */
            MODULE,
            /** The same wherever they are used: released libraries, a Java runtime. Worth keeping for other modules. */
            RELEASE,
            /** Added by the user to what is made of the module. */
            USER
        }

        /**
         * A command, carried out by root in the shell of the image; it sees the files before it and the environment of the
         * image, and starts in the base's working directory.
         */
        record Command(String line) implements Part {
            @Override
            public void accept(Visitor visitor) {
                visitor.visit(this);
            }
        }

        /**
         * A program carried out by root without a shell, with nothing kept of what it leaves in {@code /tmp}.
         *
         * @param name as history tells it
         * @param tools name of a tree of files that are there for it, as {@link Files#name} is
         * @param at absolute path below {@code /tmp} where they are
         * @param cure what to do if it fails; it prints why as {@link dev.drydock.plan.RunStep#SAYS} says
         * @param without what the image is if it fails; null if there is to be none
         */
        record Program(
                String name,
                List<String> argv,
                String tools,
                String at,
                String cure,
                @Nullable Without without) implements Part {
            @Override
            public void accept(Visitor visitor) {
                visitor.visit(this);
            }
        }

        /**
         * A file that is recorded while a container of the image without it is in use, and lies on top of everything else.
         *
         * @param name as history tells it
         * @param recording what starts such a container, in place of the entrypoint
         * @param from absolute path in it of the file that it leaves
         * @param path absolute, in the image
         * @param without the image as long as nothing is recorded
         */
        record Recorded(String name, List<String> recording, String from, String path, Without without)
                implements Part {
            @Override
            public void accept(Visitor visitor) {
                visitor.visit(this);
            }
        }

        /**
         * An image without what a program was to leave, or without what is to be recorded.
         *
         * @param said of it, a sentence
         */
        record Without(List<String> entrypoint, String said) {}
    }

    /**
     * The task of a container of the image. Values that are empty or null stay as the base has them; maps add to the base's.
     *
     * @param entrypoint without the base's command, which was meant for another
     * @param annotations of the manifest
     */
    public record Config(
            @Nullable List<String> entrypoint,
            @Nullable List<String> cmd,
            Map<String, String> env,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<String> ports,
            List<String> volumes,
            String user,
            String workdir,
            @Nullable Healthcheck healthcheck,
            String stopSignal) {

        public static final Config EMPTY =
                new Config(null, null, Map.of(), Map.of(), Map.of(), List.of(), List.of(), "", "", null, "");

        Config withEntrypoint(List<String> value) {
            return new Config(
                    value, cmd, env, labels, annotations, ports, volumes, user, workdir, healthcheck, stopSignal);
        }
    }

    /**
     * How to tell whether the container works.
     *
     * @param line for the image's shell; "" switches the base's check off
     * @param interval and the other times: zero leaves it to the engine
     * @param retries 0 leaves it to the engine
     */
    public record Healthcheck(String line, Duration interval, Duration timeout, Duration startPeriod, int retries) {}
}
