package io.amsphub.mesh.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What JCSG prints stays out of the log; what others print does not. */
class QuietThreadTest {

    @Test
    void printsOfTheThreadAreDroppedAndThoseOfOthersKept() throws InterruptedException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream stream = QuietThread.muted(new PrintStream(log, true, StandardCharsets.UTF_8));
        QuietThread thread = new QuietThread(() -> stream.println("facet normal NaN"), "quiet", 1 << 16);

        thread.start();
        thread.join();
        stream.println("a line of the log");
        stream.write('!');
        stream.flush();

        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("a line of the log" + System.lineSeparator() + "!");
    }
}
