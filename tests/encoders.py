"""An encoder that knows nothing, for tests of training."""


def untrained(path, layers, width):
    """Write one into a folder, and return the folder's name; needs PyTorch and transformers."""
    import torch
    import transformers

    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=width, num_hidden_layers=layers, num_attention_heads=2, intermediate_size=2 * width
    )
    transformers.BertModel(config).save_pretrained(path)
    return str(path)
