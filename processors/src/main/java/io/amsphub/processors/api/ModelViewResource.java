package io.amsphub.processors.api;

import io.amsphub.mesh.render.RenderOptions;
import io.amsphub.mesh.render.StandardView;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.step.ModelView;
import io.amsphub.processors.step.PrintLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Pictures of the models of revisions, and files for viewers. */
public final class ModelViewResource implements ApiResource {

    private final Revisions revisions;
    private final Catalogue catalogue;
    private final ModelView view;
    private final DesignProtecting protecting;
    private final UnitOfWork unitOfWork;

    /** The resource over its store and step. */
    public ModelViewResource(
            Revisions revisions,
            Catalogue catalogue,
            ModelView view,
            DesignProtecting protecting,
            UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.catalogue = catalogue;
        this.view = view;
        this.protecting = protecting;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.streaming("getPicture", READERS, this::picture),
                ApiOperation.streaming("getViewerModel", READERS, this::viewerModel));
    }

    private HttpReply picture(ApiRequest request) throws IOException {
        String name = request.query("view").orElse("isometric");
        StandardView from = StandardView.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        byte[] png = view.picture(
                subject(request, protecting::requireDisplay),
                RenderOptions.defaults().withView(from));
        return HttpReply.bytes("image/png", new ByteArrayInputStream(png));
    }

    private HttpReply viewerModel(ApiRequest request) throws IOException {
        byte[] glb = view.viewerFile(subject(request, protecting::requireGeometry));
        return HttpReply.bytes("model/gltf-binary", new ByteArrayInputStream(glb));
    }

    private ModelView.Subject subject(ApiRequest request, BiConsumer<Principal, String> permission) {
        DesignRevision revision = unitOfWork.call(() -> {
            DesignRevision found = revision(request);
            permission.accept(request.who(), found.designId());
            return found;
        });
        boolean findings = request.query("findings").filter("true"::equals).isPresent();
        PrintLimits limits = request.query("material")
                .map(catalogue::material)
                .map(material -> PrintLimits.of(
                        material,
                        request.query("amCentre").map(catalogue::centre).orElse(null),
                        null))
                .orElse(null);
        String variant = request.query("variant").orElse("solid");
        if (variant.equals("source")) {
            return new ModelView.Subject(
                    present(request, revision.mesh(), variant), revision.meshName(), revision.meshUnit(), findings);
        }
        BlobRef solid = revision.detection() == null ? null : revision.solid();
        return new ModelView.Subject(present(request, solid, variant), "solid.stl", null, findings, limits);
    }

    private DesignRevision revision(ApiRequest request) {
        DesignRevision revision = revisions.get(request.path("designId") + "." + request.path("revision"));
        request.requireVisible(revision.id(), revision.organisation());
        return revision;
    }

    private static BlobRef present(ApiRequest request, @Nullable BlobRef blob, String variant) {
        if (blob == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND,
                    "there is no " + variant + " of revision " + request.path("revision"),
                    null,
                    "GET the revision to see its state");
        }
        return blob;
    }
}
