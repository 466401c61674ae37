package io.amsphub.processors.port;

import io.amsphub.processors.scan.Scanner;
import java.util.List;

/** Where the registry of scanners is kept. */
public interface Scanners extends Repository<Scanner> {

    /** Returns the scanners whose files the hub takes from their drop folders, by id. */
    List<Scanner> withDropFolder(int limit);
}
