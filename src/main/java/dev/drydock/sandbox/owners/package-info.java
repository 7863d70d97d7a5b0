/**
 * Users and groups where the kernel lets us have but one id: a supervisor records whom each file of an image belongs to, keeps who
 * each process would be, and answers the system calls that tell the difference. Why this way: see the decision "what-run-needs".
 */
@NullMarked
package dev.drydock.sandbox.owners;

import org.jspecify.annotations.NullMarked;
