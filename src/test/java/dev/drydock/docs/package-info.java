/** The documentation held against the plugin: links, snippets, commands and settings, and the page that is generated. */
package dev.drydock.docs;
