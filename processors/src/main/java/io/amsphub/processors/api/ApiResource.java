package io.amsphub.processors.api;

import io.amsphub.processors.identity.Role;
import java.util.List;
import java.util.Set;

/** A kind of thing that the API shows, with its operations. */
public interface ApiResource {

    /** Everybody who is known, in whatever role; without a role nobody may do anything. */
    Set<Role> KNOWN = Set.of(Role.values());

    /** Who works with designs, quotes and orders. */
    Set<Role> USERS = Set.of(Role.USER, Role.DESIGNER, Role.OPERATOR);

    /** Who may read what users see. */
    Set<Role> READERS = Set.of(Role.USER, Role.DESIGNER, Role.AM_CENTRE, Role.OPERATOR, Role.AUDITOR);

    /** Who may send sliced files, and says what becomes of them. */
    Set<Role> SENDERS = Set.of(Role.USER, Role.DESIGNER, Role.AM_CENTRE, Role.OPERATOR);

    /** Who works on the floor. */
    Set<Role> FLOOR = Set.of(Role.AM_CENTRE, Role.OPERATOR);

    /** Who may read what the floor sees. */
    Set<Role> FLOOR_READERS = Set.of(Role.AM_CENTRE, Role.OPERATOR, Role.AUDITOR);

    /** Who runs the platform. */
    Set<Role> OPERATORS = Set.of(Role.OPERATOR);

    /** Who may read how the platform runs. */
    Set<Role> OPERATION_READERS = Set.of(Role.OPERATOR, Role.AUDITOR);

    /** Returns the operations. */
    List<ApiOperation> operations();
}
