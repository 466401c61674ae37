/** A model that turns in 3D, with the findings marked; a picture of it where a browser cannot do that. */

import {
  Box3, Color, DirectionalLight, GLTFLoader, GridHelper, HemisphereLight, LineMaterial, LineSegments2,
  LineSegmentsGeometry, OrbitControls, PerspectiveCamera, Scene, Vector3, WebGLRenderer,
} from '../vendor/three-0.187.0.js';
import {accepted, blob, request} from '../ui/api.js';
import {el, fill} from '../ui/dom.js';

const STEP = Math.PI / 24;
const MOST_FAT_EDGES = 100_000;
const EDGE_PX = 3;
const POINT_PX = 7;
const TURN_SPEED = 1.6;

export class Viewer {
  #box;
  #say = el('div', {class: 'view-say', role: 'status'});
  #three = null;
  #marks = new Map();
  #hidden = new Set();
  #shown = '';
  #picture = null;

  /** A viewer in an element; it ends with the signal. */
  constructor(box, signal) {
    this.#box = box;
    fill(box, this.#say);
    signal.addEventListener('abort', () => this.#end());
  }

  /**
   * Shows the model of a revision.
   *
   * @param {string} path of the revision in the API
   * @param {{variant: string, findings: boolean, material?: string}} what which model, and what is marked
   */
  async show(path, what, signal) {
    const query = new URLSearchParams({variant: what.variant, findings: String(what.findings)});
    if (what.material) {
      query.set('material', what.material);
    }
    const wanted = `${path}?${query}`;
    if (wanted === this.#shown) {
      return;
    }
    this.#shown = wanted;
    this.say('Drawing the model …');
    this.#three ??= scene(this.#box);
    try {
      await (this.#three ? this.#draw(path, query, wanted, signal) : this.#paint(path, query, wanted, signal));
    } catch (failure) {
      if (this.#shown === wanted) {
        this.#shown = '';
      }
      throw failure;
    }
  }

  async #draw(path, query, wanted, signal) {
    const answer = await accepted(await request(`${path}/model.glb?${query}`, {signal}));
    const gltf = await new GLTFLoader().parseAsync(await answer.arrayBuffer(), '');
    if (this.#shown !== wanted) {
      return;
    }
    this.#marks = marks(gltf.scene);
    this.#three.put(gltf.scene);
    this.#hide();
    this.say('');
  }

  async #paint(path, query, wanted, signal) {
    const picture = URL.createObjectURL(await blob(`${path}/picture?${query}`, signal));
    if (this.#shown !== wanted) {
      URL.revokeObjectURL(picture);
      return;
    }
    this.#drop();
    this.#picture = picture;
    fill(this.#box, el('img', {src: picture, alt: 'Picture of the model'}), this.#say);
    this.say('');
  }

  /** Says something in place of the model, or nothing. */
  say(...words) {
    fill(this.#say, ...words);
  }

  /** Whether it turns in 3D; null before anything was shown. */
  get isSolid() {
    return this.#three !== null;
  }

  /** The colour of a kind of finding that is marked, or null. */
  colour(kind) {
    return this.#marks.get(kind)?.colour ?? null;
  }

  /** Shows the marks of all kinds but these. */
  hide(kinds) {
    this.#hidden = kinds;
    this.#hide();
  }

  #hide() {
    for (const [kind, {objects}] of this.#marks) {
      objects.forEach(object => {
        object.visible = !this.#hidden.has(kind);
      });
    }
    this.#three?.render();
  }

  /** Turns the camera to the marks of a kind. */
  lookAt(kind) {
    const marked = this.#marks.get(kind);
    if (marked) {
      const box = new Box3();
      marked.objects.forEach(object => box.expandByObject(object));
      this.#three.lookAt(box);
    }
  }

  fit() {
    this.#three?.fit();
  }

  set turning(turns) {
    this.#three?.turn(turns);
  }

  #drop() {
    if (this.#picture) {
      URL.revokeObjectURL(this.#picture);
      this.#picture = null;
    }
  }

  #end() {
    this.#drop();
    this.#three?.end();
  }
}

/** Everything that marks a finding, by its kind; edges are made wide enough to be seen. */
function marks(model) {
  const found = new Map();
  const meshes = [];
  model.traverse(object => object.material && meshes.push(object));
  for (const object of meshes) {
    const {material} = object;
    if (material.name === 'model') {
      material.polygonOffset = true;
      material.polygonOffsetFactor = 1;
      material.polygonOffsetUnits = 1;
      material.metalness = 0;
      material.roughness = 0.75;
      continue;
    }
    const colour = `#${material.color.getHexString()}`;
    const drawn = object.isLineSegments ? wide(object) : object;
    if (object.isPoints) {
      material.size = POINT_PX;
      material.sizeAttenuation = false;
      material.depthTest = false;
    } else if (object.isMesh) {
      material.metalness = 0;
      material.emissive = new Color(material.color).multiplyScalar(0.35);
      material.polygonOffset = true;
      material.polygonOffsetFactor = -1;
    }
    drawn.renderOrder = 1;
    const known = found.get(material.name) ?? {colour, objects: []};
    known.objects.push(drawn);
    found.set(material.name, known);
  }
  return found;
}

function wide(lines) {
  const {index, attributes} = lines.geometry;
  if (index.count > 2 * MOST_FAT_EDGES) {
    lines.material.depthTest = false;
    return lines;
  }
  const points = new Float32Array(3 * index.count);
  for (let i = 0; i < index.count; i++) {
    points[3 * i] = attributes.position.getX(index.getX(i));
    points[3 * i + 1] = attributes.position.getY(index.getX(i));
    points[3 * i + 2] = attributes.position.getZ(index.getX(i));
  }
  const material = new LineMaterial({color: lines.material.color, linewidth: EDGE_PX, depthTest: false});
  const fat = new LineSegments2(new LineSegmentsGeometry().setPositions(points), material);
  lines.parent.add(fat);
  lines.removeFromParent();
  return fat;
}

/** The stage that models are put on, or null where there is no WebGL. */
function scene(box) {
  const canvas = el('canvas', {
    tabindex: 0,
    role: 'img',
    'aria-label': 'Model in 3D. Arrow keys turn it, plus and minus zoom, 0 shows all of it.',
  });
  let renderer;
  try {
    renderer = new WebGLRenderer({canvas, antialias: true, alpha: true});
  } catch {
    return null;
  }
  box.prepend(canvas);
  renderer.setPixelRatio(Math.min(2, devicePixelRatio));
  const stage = new Scene();
  const camera = new PerspectiveCamera(32, 1, 0.001, 1000);
  const light = new DirectionalLight(0xffffff, 2.1);
  camera.add(light);
  light.position.set(0.6, 0.9, 0.4);
  stage.add(camera, new HemisphereLight(0xffffff, 0x8796a5, 1.5));
  const controls = new OrbitControls(camera, canvas);
  controls.autoRotateSpeed = TURN_SPEED;
  return new Stage(renderer, stage, camera, controls, box);
}

class Stage {
  #renderer;
  #scene;
  #camera;
  #controls;
  #watch;
  #model = null;
  #ground = null;
  #asked = 0;

  constructor(renderer, scene, camera, controls, box) {
    this.#renderer = renderer;
    this.#scene = scene;
    this.#camera = camera;
    this.#controls = controls;
    controls.addEventListener('change', () => this.render());
    renderer.domElement.addEventListener('keydown', event => this.#key(event));
    this.#watch = new ResizeObserver(() => this.#resize(box));
    this.#watch.observe(box);
  }

  #resize(box) {
    const {clientWidth: width, clientHeight: height} = box;
    if (width > 0 && height > 0) {
      this.#renderer.setSize(width, height, false);
      this.#camera.aspect = width / height;
      this.#camera.updateProjectionMatrix();
      this.render();
    }
  }

  put(model) {
    const first = this.#model === null;
    this.#clear();
    this.#model = model;
    this.#scene.add(model);
    const box = new Box3().setFromObject(model);
    const size = box.getSize(new Vector3());
    const reach = Math.max(size.x, size.z, size.y / 2);
    const cell = 10 ** Math.floor(Math.log10(reach || 1)) / 2;
    const cells = 2 * Math.ceil(reach * 0.8 / cell);
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    this.#ground = new GridHelper(cells * cell, cells, dark ? 0x46586a : 0xa9b6c2, dark ? 0x2b3844 : 0xcdd6de);
    const middle = box.getCenter(new Vector3());
    this.#ground.position.set(middle.x, box.min.y, middle.z);
    this.#scene.add(this.#ground);
    if (first) {
      this.#camera.position.set(middle.x + reach, middle.y + reach * 0.75, middle.z + reach * 1.2);
      this.fit();
    }
    this.render();
  }

  #clear() {
    this.#model?.traverse(object => {
      object.geometry?.dispose();
      object.material?.dispose();
    });
    this.#model?.removeFromParent();
    this.#ground?.removeFromParent();
    this.#ground?.dispose();
  }

  fit() {
    if (this.#model) {
      this.lookAt(new Box3().setFromObject(this.#model), 1.08);
    }
  }

  /** Moves the camera along its direction until a box fills the view. */
  lookAt(box, room = 2.2) {
    const whole = new Box3().setFromObject(this.#model).getSize(new Vector3()).length();
    const middle = box.getCenter(new Vector3());
    const radius = Math.max(box.getSize(new Vector3()).length(), whole * 0.12) / 2;
    const half = Math.tan(this.#camera.fov * Math.PI / 360) * Math.min(1, this.#camera.aspect);
    const direction = this.#camera.position.clone().sub(this.#controls.target).normalize();
    this.#controls.target.copy(middle);
    this.#camera.position.copy(middle).addScaledVector(direction, radius * room / half);
    this.#camera.near = whole / 500;
    this.#camera.far = whole * 50;
    this.#camera.updateProjectionMatrix();
    this.#controls.update();
    this.render();
  }

  turn(turns) {
    this.#controls.autoRotate = turns;
    this.render();
  }

  #key(event) {
    const turns = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    const away = this.#camera.position.clone().sub(this.#controls.target);
    if (turns) {
      const flat = Math.hypot(away.x, away.z);
      const around = Math.atan2(away.x, away.z) + turns[0] * STEP;
      const up = Math.min(1.5, Math.max(-1.5, Math.atan2(away.y, flat) - turns[1] * STEP));
      const far = away.length();
      away.set(Math.sin(around) * Math.cos(up), Math.sin(up), Math.cos(around) * Math.cos(up)).multiplyScalar(far);
    } else if (event.key === '+' || event.key === '=' || event.key === '-') {
      away.multiplyScalar(event.key === '-' ? 1.15 : 1 / 1.15);
    } else if (event.key === '0') {
      this.fit();
      return;
    } else {
      return;
    }
    event.preventDefault();
    this.#camera.position.copy(this.#controls.target).add(away);
    this.#controls.update();
    this.render();
  }

  /** Draws at the next frame; goes on by itself only while the model turns. */
  render() {
    this.#asked ||= requestAnimationFrame(() => {
      this.#asked = 0;
      if (this.#controls.autoRotate) {
        this.#controls.update();
      }
      this.#renderer.render(this.#scene, this.#camera);
    });
  }

  end() {
    cancelAnimationFrame(this.#asked);
    this.#watch.disconnect();
    this.#controls.dispose();
    this.#clear();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }
}
