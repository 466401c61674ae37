package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.render.RenderOptions;
import io.amsphub.mesh.render.StandardView;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryBlobs;
import io.amsphub.processors.memory.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Drawing out of the blob store. */
class ModelViewTest {

    private static final String OPEN = "v 0 0 0\nv 10 0 0\nv 0 10 0\nv 0 0 10\nf 1 3 2\nf 1 2 4\nf 2 3 4\n";
    private static final RenderOptions SMALL = new RenderOptions(StandardView.ISOMETRIC, 320, 200);

    private final MemoryBlobs blobs = new MemoryBlobs();
    private final MemoryBudget budget = new MemoryBudget(256L << 20);
    private final ModelView view = new ModelView(blobs, budget);

    private ModelView.Subject subject(String text, boolean findings) throws IOException {
        BlobRef blob = blobs.store("model/obj", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return new ModelView.Subject(blob, "part.obj", null, findings);
    }

    @Test
    void findingsShowInPictureAndViewerFile() throws IOException {
        byte[] plain = view.picture(subject(OPEN, false), SMALL);

        assertThat(plain).startsWith(0x89, 'P', 'N', 'G');
        assertThat(view.picture(subject(OPEN, true), SMALL)).isNotEqualTo(plain);
        assertThat(new String(view.viewerFile(subject(OPEN, true)), StandardCharsets.ISO_8859_1))
                .startsWith("glTF")
                .contains("OPEN_EDGE");
        assertThat(new String(view.viewerFile(subject(OPEN, false)), StandardCharsets.ISO_8859_1))
                .startsWith("glTF")
                .doesNotContain("OPEN_EDGE");
    }

    @Test
    void whatAMaterialCannotBeMadeIntoIsMarkedToo() throws IOException {
        BlobRef sheet = blobs.store("model/stl", out -> BinaryStlWriter.write(Solids.box(0, 0, 0, 30, 0.2, 20), out));
        PrintLimits limits = PrintLimits.of(Samples.PLA, null, null);

        assertThat(glb(new ModelView.Subject(sheet, "sheet.stl", null, true, limits)))
                .contains("THIN_WALL");
        assertThat(glb(new ModelView.Subject(sheet, "sheet.stl", null, true))).doesNotContain("THIN_WALL");
    }

    private String glb(ModelView.Subject subject) throws IOException {
        return new String(view.viewerFile(subject), StandardCharsets.ISO_8859_1);
    }

    @Test
    void modelThatCouldNeverFitIsRefusedWithTheFigure() throws IOException {
        ModelView tight = new ModelView(blobs, new MemoryBudget(1 << 20));
        ModelView.Subject subject = subject(OPEN, false);

        assertThatThrownBy(() -> tight.viewerFile(subject)).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.failureCode()).isEqualTo(FailureCode.MODEL_TOO_LARGE);
            assertThat(e.problem().detail()).contains("MiB of memory, the hub has 1 MiB");
        });
    }

    @Test
    void memoryIsGivenBackAfterARefusal() throws IOException {
        ModelView.Subject damaged = subject("v 0 0 0\nv 1 0 0\nf 1 2 9\n", false);

        assertThatThrownBy(() -> view.picture(damaged, SMALL)).isInstanceOf(HubException.class);
        budget.take(budget.bytes()).close();
    }
}
