/** A report as one file of HTML that needs nothing else, and as JSON. */
@NullMarked
package dev.drydock.report.page;

import org.jspecify.annotations.NullMarked;
