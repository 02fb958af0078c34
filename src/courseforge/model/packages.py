"""Which package has a module."""

from collections.abc import Mapping

# The packages that lessons use most; a module and the package that has it may bear different names.
PACKAGES: Mapping[str, str] = {
    **{name: name for name in "geopandas matplotlib networkx nltk numpy pandas plotly pygame requests scipy".split()},
    **{name: name for name in "seaborn spacy statsmodels sympy textblob wordcloud".split()},
    "Bio": "biopython", "Crypto": "pycryptodome", "PIL": "pillow", "bs4": "beautifulsoup4", "cv2": "opencv-python",
    "dateutil": "python-dateutil", "docx": "python-docx", "dotenv": "python-dotenv", "fitz": "PyMuPDF",
    "mpl_toolkits": "matplotlib", "pptx": "python-pptx", "serial": "pyserial", "skimage": "scikit-image",
    "sklearn": "scikit-learn", "usb": "pyusb", "wx": "wxPython", "yaml": "PyYAML",
}  # fmt: skip
