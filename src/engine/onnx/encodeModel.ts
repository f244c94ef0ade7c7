import type { HostTensor } from '../tensor/hostTensor.ts';
import { dataTypes } from './dataTypes.ts';
import type { Attribute, Graph, Node, Parameter, Value } from './graph.ts';
import { operators } from './operators.ts';
import { ProtobufWriter } from './protobufWriter.ts';

/** Bytes of a parameter that lie in a file beside the model. */
export interface ExternalData {
  file: string;
  offset: number;
  length: number;
}

/** The ONNX standard's version whose operators the graphs use; 20 brought Gelu, 21 is the newest that all devices know. */
const opsetVersion = 21;
const irVersion = 10;

/**
 * The graph as an ONNX model file. `locate` says where a parameter's bytes lie; constants, which are small, are put
 * into the model itself.
 */
export function encodeModel(graph: Graph, locate: (parameter: Parameter) => ExternalData): Uint8Array {
  return new ProtobufWriter()
    .integer(1, irVersion)
    .text(2, 'hovle')
    .message(7, (g) => writeGraph(g, graph, locate))
    .message(8, (o) => o.text(1, '').integer(2, opsetVersion))
    .message(8, (o) => o.text(1, 'com.microsoft').integer(2, 1))
    .finish();
}

function writeGraph(w: ProtobufWriter, graph: Graph, locate: (parameter: Parameter) => ExternalData): void {
  for (const node of graph.nodes) w.message(1, (n) => writeNode(n, node));
  w.text(2, graph.name);
  for (const parameter of graph.parameters) w.message(5, (t) => writeParameter(t, parameter, locate));
  for (const value of graph.inputs) w.message(11, (v) => writeValue(v, value));
  for (const value of graph.outputs) w.message(12, (v) => writeValue(v, value));
}

function writeNode(w: ProtobufWriter, node: Node): void {
  for (const value of node.inputs) w.text(1, value?.name ?? '');
  for (const value of node.outputs) w.text(2, value.name);
  w.text(3, node.name).text(4, node.op);
  for (const [name, attribute] of Object.entries(node.attributes))
    w.message(5, (a) => writeAttribute(a, name, attribute));
  w.text(7, operators[node.op].domain);
}

/** Field and type code of each attribute kind in onnx.AttributeProto. */
function writeAttribute(w: ProtobufWriter, name: string, attribute: Attribute): void {
  w.text(1, name);
  if ('int' in attribute) w.integer(3, attribute.int).integer(20, 2);
  else if ('float' in attribute) w.float(2, attribute.float).integer(20, 1);
  else if ('string' in attribute) w.text(4, attribute.string).integer(20, 3);
  else {
    for (const value of attribute.ints) w.integer(8, value);
    w.integer(20, 7);
  }
}

function writeParameter(w: ProtobufWriter, parameter: Parameter, locate: (parameter: Parameter) => ExternalData): void {
  const { value, source } = parameter;
  for (const size of value.shape) w.integer(1, Number(size));
  w.integer(2, dataTypes[value.dtype]).text(8, value.name);
  if (source.kind === 'constant') w.bytes(9, bytesOf(source.tensor));
  else writeLocation(w, locate(parameter));
}

function writeLocation(w: ProtobufWriter, { file, offset, length }: ExternalData): void {
  const entry = (key: string, value: string): unknown => w.message(13, (e) => e.text(1, key).text(2, value));
  entry('location', file);
  entry('offset', String(offset));
  entry('length', String(length));
  w.integer(14, 1);
}

function bytesOf({ data }: HostTensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function writeValue(w: ProtobufWriter, { name, dtype, shape }: Value): void {
  w.text(1, name).message(2, (type) =>
    type.message(1, (tensor) =>
      tensor.integer(1, dataTypes[dtype]).message(2, (s) => {
        for (const size of shape) {
          s.message(1, (d) => (typeof size === 'number' ? d.integer(1, size) : d.text(2, size)));
        }
      }),
    ),
  );
}
