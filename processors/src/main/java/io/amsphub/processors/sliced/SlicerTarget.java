package io.amsphub.processors.sliced;

/**
 * Where the slicer that signs in under a name may print, when it does not say so itself: the default of its
 * key. Given by an operator.
 *
 * @param name the principal of the key
 * @param organisation the organisation of the principal
 * @param target the machines
 * @param version for optimistic locking; 0 until stored
 */
public record SlicerTarget(String name, String organisation, PrintTarget target, long version) {}
