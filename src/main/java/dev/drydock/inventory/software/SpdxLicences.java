package dev.drydock.inventory.software;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Licences by their SPDX identifiers, from the names that POMs, distributions and packages give them. Common ones only: a name
 * that is not here stays a name.
 */
public final class SpdxLicences {

    /** An identifier a line, and after it other names, lower case and without punctuation, see {@link #plain}. */
    private static final String NAMES = """
            0BSD
            AFL-2.1
            AFL-3.0
            AGPL-3.0-only=agpl 3|agpl 3 0|gnu affero general public license version 3
            AGPL-3.0-or-later=agpl 3+|agpl 3 0+
            Apache-1.1=apache 1 1|apache software license version 1 1
            Apache-2.0=apache 2|apache 2 0|apache license 2 0|apache license version 2 0|apache software license version 2 0|apache license|apache software license|asl 2 0|apache license v2 0|apache v2|apache license v2|asf 2 0|apache software license 2 0|apache public license 2 0|apache license 2|al2|https www apache org licenses license 2 0|https www apache org licenses license 2 0 txt|http www apache org licenses license 2 0 txt|http www apache org licenses license 2 0
            Artistic-1.0-Perl
            Artistic-1.0
            Artistic-2.0=artistic 2|artistic license 2 0
            BSD-2-Clause=bsd 2 clause|bsd 2 clause license|bsd 2|freebsd|simplified bsd license|bsd 2 clause simplified license
            BSD-3-Clause=bsd 3 clause|bsd 3 clause license|bsd 3|new bsd license|revised bsd|modified bsd|bsd new|bsd 3 clause new or revised license|eclipse distribution license v 1 0|edl 1 0|eclipse distribution license v1 0|go license
            BSD-4-Clause
            BSD-4-Clause-UC
            BSL-1.0=boost software license 1 0|boost software license version 1 0
            BlueOak-1.0.0
            Brian-Gladman-3-Clause
            CC-BY-3.0
            CC-BY-4.0
            CC-BY-SA-4.0
            CC0-1.0=cc0|public domain per creative commons cc0|cc0 1 0 universal
            CDDL-1.0=cddl|cddl 1 0|common development and distribution license cddl v1 0|common development and distribution license
            CDDL-1.1=cddl 1 1|cddl license 1 1
            CPL-1.0=common public license version 1 0
            EPL-1.0=eclipse public license 1 0|eclipse public license v1 0|eclipse public license v 1 0|epl 1|epl 1 0
            EPL-2.0=eclipse public license 2 0|eclipse public license v2 0|eclipse public license v 2 0|epl 2|epl 2 0|eclipse public license version 2 0
            EUPL-1.2
            FSFAP
            FSFUL
            FSFULLR
            FTL
            GFDL-1.2-only=gfdl 1 2
            GFDL-1.2-or-later=gfdl 1 2+
            GFDL-1.3-only=gfdl 1 3
            GFDL-1.3-or-later=gfdl 1 3+
            GPL-1.0-only=gpl 1
            GPL-1.0-or-later=gpl 1+|gpl 1 0+
            GPL-2.0-only=gpl 2|gpl 2 0|gplv2|gnu general public license version 2|gnu gpl v2
            GPL-2.0-or-later=gpl 2+|gpl 2 0+|gplv2+
            GPL-2.0-with-classpath-exception=gpl2 w cpe|gnu general public license version 2 with the gnu classpath exception|gpl 2 0 with classpath exception|gnu general public license version 2 with the classpath exception|gplv2 with classpath exception
            GPL-3.0-only=gpl 3|gpl 3 0|gplv3|gnu general public license version 3
            GPL-3.0-or-later=gpl 3+|gpl 3 0+|gplv3+
            HPND
            ICU
            IJG
            ISC=isc license|isc license iscl
            JSON=json license
            LGPL-2.0-only=lgpl 2|lgpl 2 0
            LGPL-2.0-or-later=lgpl 2+|lgpl 2 0+|lgplv2+
            LGPL-2.1-only=lgpl 2 1|gnu lesser general public license version 2 1|lgpl version 2 1|gnu lesser general public license
            LGPL-2.1-or-later=lgpl 2 1+|lgplv2 1+|gnu library general public license v2 1 or later|gnu lesser general public license v2 1 or later
            LGPL-3.0-only=lgpl 3|lgpl 3 0
            LGPL-3.0-or-later=lgpl 3+|lgpl 3 0+|lgplv3+
            LPPL-1.3c
            Latex2e
            Libpng
            MIT=mit license|expat|expat license|mit licence|x11 mit
            MIT-0=mit 0 license
            MIT-CMU
            MPL-1.0
            MPL-1.1=mozilla public license version 1 1|mpl 1 1
            MPL-2.0=mozilla public license 2 0|mozilla public license version 2 0|mpl 2|mpl 2 0
            MS-PL
            MulanPSL-2.0
            NCSA
            NTP
            OFL-1.1
            OLDAP-2.8
            OpenSSL
            PSF-2.0=psf|python software foundation license|psf 2
            PostgreSQL=postgresql license
            Python-2.0
            Ruby
            SISSL
            SSPL-1.0
            TCL
            UPL-1.0=universal permissive license v1 0|universal permissive license version 1 0
            Unicode-DFS-2016
            Unlicense=unlicense
            Vim
            W3C
            WTFPL
            X11
            ZPL-2.1
            Zlib=zlib license
            bzip2-1.0.6
            curl
            libtiff
            """;

    private static final Set<String> EXCEPTIONS = Set.of(
            "Autoconf-exception-2.0",
            "Autoconf-exception-3.0",
            "Bison-exception-2.2",
            "Classpath-exception-2.0",
            "GCC-exception-2.0",
            "GCC-exception-3.1",
            "LLVM-exception",
            "Libtool-exception",
            "Linux-syscall-note",
            "OpenSSL-exception",
            "Universal-FOSS-exception-1.0");

    private static final Map<String, String> BY_NAME = new HashMap<>();
    private static final Set<String> IDS = new HashSet<>();

    static {
        for (String line : NAMES.split("\n")) {
            String[] parts = line.split("=");
            IDS.add(parts[0]);
            BY_NAME.put(plain(parts[0]), parts[0]);
            if (parts.length > 1) {
                for (String name : parts[1].split("\\|")) {
                    BY_NAME.put(name, parts[0]);
                }
            }
        }
    }

    private SpdxLicences() {}

    /** The identifier that a name stands for; empty if that is not certain. */
    public static Optional<String> id(String name) {
        return IDS.contains(name) ? Optional.of(name) : Optional.ofNullable(BY_NAME.get(plain(name)));
    }

    /** Whether a text is an SPDX licence expression of more than one identifier, all of which are known here. */
    public static boolean isExpression(String text) {
        if (text.indexOf(' ') < 0) {
            return false;
        }
        String[] words = text.replace("(", " ").replace(")", " ").strip().split("\\s+");
        if (words.length < 3 || words.length % 2 == 0 || !isBalanced(text)) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            boolean operator = i % 2 == 1;
            boolean right = operator
                    ? words[i].equals("AND") || words[i].equals("OR") || words[i].equals("WITH")
                    : i > 0 && words[i - 1].equals("WITH") ? EXCEPTIONS.contains(words[i]) : IDS.contains(words[i]);
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBalanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    /** Lower case, words and plus signs alone, without a leading "the". */
    private static String plain(String name) {
        var words = new StringBuilder();
        boolean apart = false;
        for (int i = 0; i < name.length(); i++) {
            char c = Character.toLowerCase(name.charAt(i));
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+') {
                if (apart && words.length() > 0) {
                    words.append(' ');
                }
                apart = false;
                words.append(c);
            } else {
                apart = true;
            }
        }
        String plain = words.toString();
        return plain.startsWith("the ") ? plain.substring(4) : plain;
    }
}
