/** Addresses of servers: whom they belong to, where an answer may send us, which hosts are special. Speaks to nobody. */
@NullMarked
package dev.drydock.http.address;

import org.jspecify.annotations.NullMarked;
