using System.Buffers.Binary;
using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Onnx;

/// <summary>
/// Writes networks as ONNX models: a graph of Gemm, Relu and, for probabilities, Softmax, in the messages of onnx.proto3 (IR version 7,
/// operator set 13). The input <c>state</c> is a float matrix of any number of rows, one state each. Pure, thread-safe.
/// </summary>
public static class OnnxExport
{
    private const int FloatType = 1;

    /// <summary>The bytes of the model file.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The graph's name.</param>
    /// <param name="withSoftmax">
    /// Whether the output <c>probabilities</c> is the softmax of the last layer; else the output <c>values</c> is the last layer. Masks are
    /// the caller's: the graph knows none.
    /// </param>
    public static byte[] Write(DenseNetwork network, string name, bool withSoftmax)
    {
        var model = new ProtoWriter();
        model.Number(1, 7);
        model.Text(2, "personalization");
        model.Message(7, graph => Graph(graph, network, name, withSoftmax));
        model.Message(8, set => set.Number(2, 13));
        return model.ToArray();
    }

    private static void Graph(ProtoWriter graph, DenseNetwork network, string name, bool withSoftmax)
    {
        var output = withSoftmax ? "probabilities" : "values";
        var value = "state";
        for (var layer = 0; layer < network.Layers; layer++)
        {
            var isLast = layer == network.Layers - 1;
            var (sum, next) = ($"sum{layer}", isLast ? output : $"hidden{layer}");
            var onlySum = isLast && !withSoftmax;
            var (input, weights, biases) = (value, $"weights{layer}", $"biases{layer}");
            graph.Message(1, node => Gemm(node, [input, weights, biases], onlySum ? output : sum));
            if (!onlySum)
            {
                graph.Message(1, node => Activation(node, isLast ? "Softmax" : "Relu", sum, next));
            }
            value = next;
        }
        graph.Text(2, name);
        for (var layer = 0; layer < network.Layers; layer++)
        {
            var at = layer;
            graph.Message(5, tensor => Tensor(tensor, $"weights{at}", [network.Sizes[at + 1], network.Sizes[at]], network.Weights(at)));
            graph.Message(5, tensor => Tensor(tensor, $"biases{at}", [network.Sizes[at + 1]], network.Biases(at)));
        }
        graph.Message(11, info => ValueInfo(info, "state", network.Sizes[0]));
        graph.Message(12, info => ValueInfo(info, output, network.Sizes[^1]));
    }

    /// <summary>Y = A Bᵀ + C: the weights have one row an output.</summary>
    private static void Gemm(ProtoWriter node, string[] inputs, string output)
    {
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }
        node.Text(2, output);
        node.Text(3, $"gemm_{output}");
        node.Text(4, "Gemm");
        node.Message(5, attribute =>
        {
            attribute.Text(1, "transB");
            attribute.Number(3, 1);
            attribute.Number(20, 2);
        });
    }

    private static void Activation(ProtoWriter node, string kind, string input, string output)
    {
        node.Text(1, input);
        node.Text(2, output);
        node.Text(3, $"{(kind == "Relu" ? "relu" : "softmax")}_{output}");
        node.Text(4, kind);
    }

    private static void Tensor(ProtoWriter tensor, string name, int[] shape, ReadOnlySpan<float> values)
    {
        foreach (var size in shape)
        {
            tensor.Number(1, size);
        }
        tensor.Number(2, FloatType);
        tensor.Text(8, name);
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }
        tensor.Block(9, bytes);
    }

    private static void ValueInfo(ProtoWriter info, string name, int width)
    {
        info.Text(1, name);
        info.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Number(1, FloatType);
            tensor.Message(2, shape =>
            {
                shape.Message(1, rows => rows.Text(2, "rows"));
                shape.Message(1, columns => columns.Number(1, width));
            });
        }));
    }
}
