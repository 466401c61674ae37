package io.amsphub.connectors.cad;

import io.amsphub.connectors.process.ProcessLimits;
import java.nio.file.Path;

/**
 * Where the CAD programs are and what one conversion may use up.
 *
 * @param python the interpreter of FreeCAD's modules
 * @param freeCadLibrary the directory of FreeCAD's modules
 * @param openScad the program
 * @param limits of one conversion
 */
public record CadSettings(Path python, Path freeCadLibrary, Path openScad, ProcessLimits limits) {}
