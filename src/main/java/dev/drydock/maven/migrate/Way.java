package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ways an element becomes one of ours. */
enum Way {
    TEXT {
        @Override
        void convert(Step step) {
            step.to.set(step.row.to(), step.element.text());
        }
    },
    FLAG {
        @Override
        void convert(Step step) {
            if (step.element.text().equalsIgnoreCase("true")) {
                step.to.set(step.row.to(), "true");
            }
        }
    },
    LIST {
        @Override
        void convert(Step step) {
            Dom list = step.to.make(step.row.to());
            for (String each : step.element.texts()) {
                list.add(step.row.item(), each);
            }
        }
    },
    FIRST {
        @Override
        void convert(Step step) {
            step.to.set(step.row.to(), step.element.texts().get(0));
        }
    },
    MAP {
        @Override
        void convert(Step step) {
            Dom map = step.to.make(step.row.to());
            if (step.element.children().isEmpty()) {
                for (String each : step.element.texts()) {
                    int equals = each.indexOf('=');
                    map.set(
                            equals < 0 ? each : each.substring(0, equals),
                            equals < 0 ? "" : each.substring(equals + 1));
                }
            }
            for (Dom entry : step.element.children()) {
                map.add(entry.named(entry.name()));
            }
        }
    },
    COPY {
        @Override
        void convert(Step step) {
            step.to.add(step.element.named(step.row.to()));
            step.tell(step.row.said());
        }
    },
    /** There is no counterpart. */
    TOLD {
        @Override
        void convert(Step step) {
            step.tell(step.row.said());
        }
    },
    /** The same if it is on. */
    TOLD_IF {
        @Override
        void convert(Step step) {
            if (step.element.text().equalsIgnoreCase("true")) {
                step.tell(step.row.said());
            }
        }
    },
    JIB_BASE {
        @Override
        void convert(Step step) {
            JibWays.base(step);
        }
    },
    JIB_PLATFORMS {
        @Override
        void convert(Step step) {
            JibWays.platforms(step);
        }
    },
    JIB_TIME {
        @Override
        void convert(Step step) {
            JibWays.time(step);
        }
    },
    JIB_FILE_TIME {
        @Override
        void convert(Step step) {
            JibWays.fileTime(step);
        }
    },
    JIB_NOW {
        @Override
        void convert(Step step) {
            if (step.element.text().equalsIgnoreCase("true")) {
                step.to.set(step.row.to(), "now");
            }
        }
    },
    JIB_MODE {
        @Override
        void convert(Step step) {
            if (step.element.text().toLowerCase(Locale.ROOT).equals("packaged")) {
                step.to.set(step.row.to(), "packaged");
            }
        }
    },
    JIB_FILES {
        @Override
        void convert(Step step) {
            JibFiles.convert(step);
        }
    },
    DMP_PULL {
        @Override
        void convert(Step step) {
            DmpWays.pull(step);
        }
    },
    DMP_SECRETS_ENV {
        @Override
        void convert(Step step) {
            DmpWays.secrets(step, "env:");
        }
    },
    DMP_SECRETS_FILE {
        @Override
        void convert(Step step) {
            DmpWays.secrets(step, "file:");
        }
    },
    DMP_MILLISECONDS {
        @Override
        void convert(Step step) {
            DmpWays.milliseconds(step);
        }
    },
    DMP_LINE {
        @Override
        void convert(Step step) {
            step.to.set(step.row.to(), DmpWays.line(step.element));
        }
    },
    DMP_URL {
        @Override
        void convert(Step step) {
            DmpWays.url(step);
        }
    },
    DMP_ARGUMENTS {
        @Override
        void convert(Step step) {
            Dom list = step.to.make(step.row.to());
            for (String each : DmpWays.arguments(step.element)) {
                list.add("arg", each);
            }
        }
    },
    DMP_HEALTH_CHECK {
        @Override
        void convert(Step step) {
            DmpWays.healthCheck(step);
        }
    },
    DMP_ASSEMBLY {
        @Override
        void convert(Step step) {
            DmpAssembly.convert(step, step.element, step.fragment.sourceDirectory());
        }
    },
    DMP_ASSEMBLIES {
        @Override
        void convert(Step step) {
            for (Dom each : new ArrayList<>(step.element.children())) {
                DmpAssembly.convert(step, each, step.fragment.sourceDirectory());
            }
        }
    };

    /** As tables name it, in lower case with blanks. */
    static Way of(String written) {
        return valueOf(written.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    abstract void convert(Step step);

    /**
     * One row met in a configuration.
     *
     * @param shown the element for people
     * @param from that the row's path starts at
     * @param to that our path starts at
     */
    record Step(Row row, String shown, Dom from, Dom element, Dom to, Fragment fragment) {

        void tell(String said) {
            fragment.tell(shown, said);
        }

        Facts facts() {
            return fragment.facts();
        }

        /** Adds a set to {@code <files>}. */
        void files(
                String source, String into, List<String> includes, List<String> excludes, String owner, String mode) {
            Dom set = to.make("files").add(new Dom("set"));
            set.add("from", source);
            if (!into.equals("/")) {
                set.add("into", into);
            }
            list(set, "includes", "include", includes);
            list(set, "excludes", "exclude", excludes);
            if (!owner.isEmpty()) {
                set.add("owner", owner);
            }
            if (!mode.isEmpty()) {
                set.add("mode", mode);
            }
        }

        static void list(Dom set, String name, String item, List<String> texts) {
            if (!texts.isEmpty()) {
                Dom list = set.add(new Dom(name));
                texts.forEach(text -> list.add(item, text));
            }
        }
    }
}
