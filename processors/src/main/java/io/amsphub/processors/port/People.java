package io.amsphub.processors.port;

import io.amsphub.processors.identity.Person;

/** Where people with passwords are kept. */
public interface People extends Repository<Person> {

    /** Removes an account; nothing happens when there is none. */
    void remove(String name);
}
